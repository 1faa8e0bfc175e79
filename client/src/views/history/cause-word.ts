import type { CauseClass } from '@sitrep/shared/domain/words.ts';

export const CAUSE_WORD: Readonly<Record<CauseClass, string>> = {
  database: 'Database',
  deploy: 'Deployment',
  configuration: 'Configuration',
  capacity: 'Capacity',
  network: 'Network',
  dns: 'DNS',
  storage: 'Storage',
  library: 'Library',
  third_party: 'Third party',
  security: 'Security',
  data: 'Data',
  software: 'Software',
  unknown: 'Not known',
  undisclosed: 'Known, not told',
};
