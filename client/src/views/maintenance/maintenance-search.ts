/** What can be done with planned work. */
export const WORK_ACTS = ['start', 'verify', 'resume', 'complete', 'move', 'cancel'] as const;
export type WorkAct = (typeof WORK_ACTS)[number];

/** What the address opens: the form that plans new work, or one of a piece of work. */
export interface MaintenanceSearch {
  act?: WorkAct | 'plan' | undefined;
  /** The id of the work. */
  work?: string | undefined;
}

/** Reads an address. What is unknown becomes undefined, because the router merges the result into the raw address. */
export const readMaintenanceSearch = (raw: Readonly<Record<string, unknown>>): MaintenanceSearch => ({
  act: (['plan', ...WORK_ACTS] as const).find((act) => act === raw.act),
  work: typeof raw.work === 'string' ? raw.work : undefined,
});
