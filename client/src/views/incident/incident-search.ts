export const TABS = ['timeline', 'postmortem', 'actions', 'customers'] as const;
export type TabName = (typeof TABS)[number];

/** The forms with which an incident is worked. */
export const VERBS = ['resolve', 'reopen', 'times', 'publish', 'dismiss'] as const;
export type Verb = (typeof VERBS)[number];
/** The forms that change one of its facts, each opened where that fact stands. */
export const EDITS = ['title', 'links', 'roles', 'impact', 'guidance', 'cause', 'vendor', 'linked'] as const;
export type Edit = (typeof EDITS)[number];
/** What can be open beside the page of an incident: one of the forms or, on a phone, where one writes. */
export const ACTS = [...VERBS, ...EDITS, 'update'] as const;
export type Act = (typeof ACTS)[number];

/** Which entries a timeline can be narrowed to, by who reads them or by what they are. */
export const FILTERS = ['customers', 'internal', 'updates', 'changes', 'facts', 'alerts'] as const;
export type Filter = (typeof FILTERS)[number];

/** Which tab of an incident its address opens, without one the timeline; and what is open, for those who may write. */
export interface IncidentSearch {
  tab?: TabName | undefined;
  act?: Act | undefined;
  /** The cell of the impact matrix that a form is about: `player/europe`, without a region `player/`. */
  cell?: string | undefined;
  /** What the timeline is narrowed to. */
  show?: Filter | undefined;
}

const CELL = /^[a-z0-9-]{1,64}\/[a-z0-9-]{0,64}$/;

/** Reads an address. What is unknown becomes an explicit undefined, because the router merges the result into the raw address. */
export const readIncidentSearch = (raw: Readonly<Record<string, unknown>>): IncidentSearch => ({
  tab: TABS.find((name) => name === raw.tab),
  act: ACTS.find((name) => name === raw.act),
  cell: typeof raw.cell === 'string' && CELL.test(raw.cell) ? raw.cell : undefined,
  show: FILTERS.find((name) => name === raw.show),
});
