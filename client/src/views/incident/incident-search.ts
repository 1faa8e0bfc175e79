export const TABS = ['timeline', 'postmortem', 'actions', 'customers'] as const;
export type TabName = (typeof TABS)[number];

/** Which part of an incident its address opens; none is the time line. */
export interface IncidentSearch {
  tab?: TabName | undefined;
}

/** Reads an address; a part that there is none of is undefined, since the router lays this over what the address says. */
export const readIncidentSearch = (raw: Readonly<Record<string, unknown>>): IncidentSearch => ({ tab: TABS.find((name) => name === raw.tab) });
