import type { Command } from '@sitrep/shared/domain/command.ts';
import { commandTable } from '../sync/command-table.ts';
import { later, preloadLater } from '../ui/later.tsx';

/** Controls that several rooms share, for those who may write. They load after the board, and with them what a browser needs to write. */
const Acknowledge = later(
  async () => (await import('./acknowledge.tsx')).Acknowledge,
  () => null,
);
const TellThem = later(
  async () => (await import('./tell-them.tsx')).TellThem,
  () => null,
);
preloadLater(commandTable);

/** Takes an incident that nobody has. */
export const takeIt = (incidentId: string) => <Acknowledge incidentId={incidentId} />;
/** Ends a difference to what customers see, by this command. */
export const tellThem = (way: Command) => <TellThem key={JSON.stringify(way)} way={way} />;
