import type { Source } from './event.ts';

/** The sources of what is said about a component: those of statements, and those that status derives from incidents, planned work and missing evidence. */
export type StatementKind = Source['kind'] | 'incident' | 'maintenance' | 'silence';

// A record, so that a new kind of source does not compile without an entry here.
const MACHINE: Readonly<Record<StatementKind, boolean>> = {
  check: true,
  alert: true,
  vendor: true,
  silence: true,
  person: false,
  incident: false,
  maintenance: false,
};

/** Whether a statement comes from a machine: it can be muted, and planned work explains it. */
export const isMachine = (kind: StatementKind): boolean => MACHINE[kind];
