export const TABS = ['timeline', 'postmortem', 'actions', 'customers'] as const;
export type TabName = (typeof TABS)[number];

/** Which tab of an incident its address opens; without one, the timeline. */
export interface IncidentSearch {
  tab?: TabName | undefined;
}

/** Reads an address. An unknown tab becomes an explicit undefined, because the router merges the result into the raw address. */
export const readIncidentSearch = (raw: Readonly<Record<string, unknown>>): IncidentSearch => ({ tab: TABS.find((name) => name === raw.tab) });
