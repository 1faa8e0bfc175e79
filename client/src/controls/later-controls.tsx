import type { Command } from '@sitrep/shared/domain/command.ts';
import { commandTable } from '../sync/command-table.ts';
import { later, preloadLater } from '../ui/later.tsx';
import type { Waiting } from './take-by.tsx';

/** Controls that several rooms share, for those who may write, and by when an incident has to be taken. They load after the board, and with them what a browser needs to write. */
export const Acknowledge = later(
  async () => (await import('./acknowledge.tsx')).Acknowledge,
  () => null,
);
export const TakeBy = later(
  async () => (await import('./take-by.tsx')).TakeBy,
  () => null,
);
const TellThem = later(
  async () => (await import('./tell-them.tsx')).TellThem,
  () => null,
);
preloadLater(commandTable);

/** By when somebody has to take the incident, for responders and viewers, and the control that does, for those who may write. It stays in its place, to say who was faster. */
export const takeIt = (incident: Waiting, mayTake: boolean) => (
  <>
    <TakeBy incident={incident} />
    {mayTake ? <Acknowledge incident={incident} /> : null}
  </>
);
/** By when somebody has to take the incident. */
export const takeItBy = (incident: Waiting) => <TakeBy incident={incident} />;
/** Ends a difference to what customers see, by this command. */
export const tellThem = (way: Command) => <TellThem key={JSON.stringify(way)} way={way} />;
