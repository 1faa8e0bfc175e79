export const TABS = ['timeline', 'postmortem', 'actions', 'customers'] as const;
export type TabName = (typeof TABS)[number];

/** The forms with which an incident is worked. */
export const VERBS = ['resolve', 'reopen', 'times', 'publish', 'dismiss'] as const;
export type Verb = (typeof VERBS)[number];

/** Which tab of an incident its address opens, without one the timeline; and which form, for those who may write. */
export interface IncidentSearch {
  tab?: TabName | undefined;
  act?: Verb | undefined;
}

/** Reads an address. What is unknown becomes an explicit undefined, because the router merges the result into the raw address. */
export const readIncidentSearch = (raw: Readonly<Record<string, unknown>>): IncidentSearch => ({
  tab: TABS.find((name) => name === raw.tab),
  act: VERBS.find((name) => name === raw.act),
});
