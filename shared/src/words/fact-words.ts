import type { CauseClass, IncidentRole, ResourceKind } from '../domain/words.ts';

/** The words for facts that only the page of an incident shows. */
export const CAUSE_WORD: Readonly<Record<CauseClass, string>> = {
  database: 'database',
  deploy: 'deployment',
  configuration: 'configuration',
  capacity: 'capacity',
  network: 'network',
  dns: 'DNS',
  storage: 'storage',
  library: 'library',
  third_party: 'third party',
  security: 'security',
  data: 'data',
  software: 'software',
  unknown: 'not known',
  undisclosed: 'not told',
};
/** The roles, in the order in which they are listed. */
export const ROLE_WORD: Readonly<Record<IncidentRole, string>> = {
  commander: 'Commander',
  communicator: 'Communications',
  operations: 'Operations',
  scribe: 'Scribe',
};
export const RESOURCE_WORD: Readonly<Record<ResourceKind, string>> = { bridge: 'Bridge', chat: 'Chat', ticket: 'Ticket', runbook: 'Runbook' };
