import { clock } from '@sitrep/shared/words/format.ts';
import { Link } from '@tanstack/react-router';
import type { Problem } from '../../sync/api.ts';
import type { Posted } from '../../sync/desk.ts';
import { Refusal, RefusalBox } from '../../ui/command-form/refusal.tsx';
import kit from '../../ui/kit.module.css';
import { shownId } from '../../ui/shown-id.ts';
import { type Report, type ReportDraft, saysTheSame } from './report-draft.ts';

/** What became of a report that is not known to be recorded, or was recorded before it was changed. `called`: the question that was refused; `recorded`: the id of the incident that is on record. */
export const ReportRefusal = ({
  draft,
  posted,
  problem,
  recorded,
  called,
  zone,
  onRetry,
}: {
  draft: ReportDraft;
  posted: Posted<ReportDraft, Report> | null;
  problem: Problem | null;
  recorded: string | null;
  called: string | null;
  zone: string;
  onRetry: () => void;
}) => {
  const again = (words: string) => (
    <button type="button" onClick={onRetry}>
      {words}
    </button>
  );
  if (recorded !== null)
    return (
      <RefusalBox>
        <p>
          <b>What you sent first was recorded after all,</b> as{' '}
          <Link to="/incidents/$incidentId" params={{ incidentId: recorded }} className={kit.link}>
            {shownId(recorded)}
          </Link>
          . What stands here differs from it. It is kept, and can be reported as a further incident.
        </p>
      </RefusalBox>
    );
  if (posted?.state === 'unanswered' && !saysTheSame(posted.draft, draft))
    return (
      <RefusalBox>
        <p>
          <b>What you sent at {clock(posted.at, zone)} may have been recorded.</b> {problem?.detail} What you changed since is kept, and is not recorded beside
          it without your knowing.
        </p>
        {again('Send the first one again')}
      </RefusalBox>
    );
  if (posted?.state === 'unanswered' && problem === null)
    return (
      <RefusalBox>
        <p>
          <b>It was sent at {clock(posted.at, zone)}, and no answer came.</b> Sent again, it is recorded once. What you typed is kept.
        </p>
        {again('Try again')}
      </RefusalBox>
    );
  if (problem === null) return null;
  return (
    <Refusal
      state={{ refused: called === null ? problem : { ...problem, detail: `“${called}”: ${problem.detail}` }, again: posted?.state === 'unanswered' }}
      kept
      onRetry={onRetry}
    />
  );
};
