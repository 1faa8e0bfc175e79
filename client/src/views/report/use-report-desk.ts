import type { Desk, DeskKind, DeskPorts } from '../../sync/desk.ts';
import { newKey, sendCommand } from '../../sync/send-command.ts';
import type { Sync } from '../../sync/sync-context.ts';
import { desksOf } from '../../sync/use-desk.ts';
import { emptyReport, isBlank, type Report, type ReportDraft, saysTheSame } from './report-draft.ts';

export type ReportDesk = Desk<ReportDraft, Report>;

// People say ids aloud, so this one is short: one in 2^32 would be taken already.
const newId = (): string => `inc-${newKey().slice(0, 8)}`;

/** Reports. The incident on the board is the one that was reported only if its title and its readers are. */
const REPORTS: DeskKind<ReportDraft, Report> = {
  version: 1,
  empty: () => emptyReport(newId()),
  anew: (draft) => ({ ...draft, incidentId: newId() }),
  idOf: ({ incidentId }) => incidentId,
  isBlank,
  saysTheSame,
  taken: 'incident_exists',
  found: ({ open }, { id, title, published }) =>
    id === open.incidentId ? { isSame: title === open.title && published === (open.scope === 'public'), isHeld: false } : null,
};

/** How long what was recorded may take to come back over the connection before its page is opened all the same, ms. */
const PATIENCE_MS = 3_000;

/** Sends a report; an exercise is begun first, by an intention of its own. However often both are sent, they are recorded once. */
const sendReport =
  (sync: Sync): DeskPorts<Report>['send'] =>
  async ({ open, drill }, key) => {
    if (drill !== null) {
      const begun = await sendCommand(drill, `${key}-drill`);
      // It may have begun with an earlier attempt, before the words were changed.
      const isOurs = begun.kind === 'refused' && begun.problem.reason === 'drill_running' && begun.problem.params?.drillId === drill.drillId;
      if (begun.kind === 'refused' && !isOurs) return begun;
    }
    const sent = await sendCommand(open, key);
    if (sent.kind === 'accepted') await sync.reached(sent.pos, PATIENCE_MS);
    return sent;
  };

/** The desk of whoever reports an incident: one draft for each person. No incident has this name. Null for those who may not write. */
const useDesk = desksOf(REPORTS, sendReport, ['write-internal']);
export const useReportDesk = (): ReportDesk | null => useDesk('/report');
