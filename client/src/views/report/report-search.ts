/** What a report begins from. `suspicion`: the id of what is suspected, which it declares. */
export interface ReportSearch {
  suspicion?: string | undefined;
}

/** Reads an address. What is unknown becomes undefined, because the router merges the result into the raw address. */
export const readReportSearch = (raw: Readonly<Record<string, unknown>>): ReportSearch => ({
  suspicion: typeof raw.suspicion === 'string' ? raw.suspicion : undefined,
});
