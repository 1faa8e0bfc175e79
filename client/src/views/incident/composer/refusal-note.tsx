import type { Incident } from '@sitrep/shared/domain/state.ts';
import { Phase } from '@sitrep/shared/domain/words.ts';
import { clock } from '@sitrep/shared/words/format.ts';
import { PHASE_WORD } from '@sitrep/shared/words/wording.ts';
import { isUndone } from '../../../sync/api.ts';
import { useActorName } from '../../../ui/actor-names.ts';
import { Refusal, RefusalBox } from '../../../ui/command-form/refusal.tsx';
import kit from '../../../ui/kit.module.css';
import { type Draft, saysTheSame, withoutFacts } from './draft.ts';
import styles from './refusal-note.module.css';
import type { PostDeskState } from './use-desk.ts';

/** Why the post is not recorded, inside its frame, with what is kept and the ways on. `off`: nothing can be sent now. */
export const RefusalNote = ({
  desk: { draft, posted, problem, earlier },
  incident,
  zone,
  off,
  onPost,
  onRetry,
}: {
  desk: PostDeskState;
  incident: Incident;
  zone: string;
  off: boolean;
  onPost: (draft: Draft) => void;
  onRetry: () => void;
}) => {
  if (earlier !== null)
    return (
      <RefusalBox>
        <p>
          <b>What you sent first was recorded after all.</b> What stands below differs from it. It is kept, and can be sent as a further update.
        </p>
      </RefusalBox>
    );
  if (problem === null) return null;
  if (posted?.state === 'unanswered' && !saysTheSame(posted.draft, draft))
    return (
      <RefusalBox>
        <p>
          <b>What you sent first may have been recorded.</b> {problem.detail} The words you changed since are kept, and are not recorded beside it without your
          knowing.
        </p>
      </RefusalBox>
    );
  if (isUndone(problem))
    return (
      <RefusalBox>
        <p>
          <b>What you sent did not leave.</b> It was undone or refused before anybody outside could read it. Your words are kept, and can be sent anew.
        </p>
      </RefusalBox>
    );
  const moved = problem.reason === 'phase_moved' ? movedFrom(problem.params) : null;
  if (moved === null || draft.phase === null) return <Refusal state={{ refused: problem, again: posted?.state === 'unanswered' }} kept onRetry={onRetry} />;
  const { phase } = draft;
  // A resolved incident takes neither phase nor levels nor a promise; it is reopened elsewhere.
  const isOver = moved.is === 'resolved';
  return (
    <RefusalBox>
      <p>
        <b>Not sent: the phase changed while you wrote.</b> You moved {PHASE_WORD[moved.expected]} to {PHASE_WORD[phase]}.{' '}
        <Meanwhile {...{ incident, zone }} is={moved.is} />
        <br />
        Your words and choices are kept.
      </p>
      <div className={styles.ways}>
        <button
          type="button"
          className={kit.primaryButton}
          aria-disabled={off}
          onClick={() => onPost(isOver ? withoutFacts(draft) : { ...draft, phase: null, expects: null })}
        >
          {isOver ? 'Stay at Resolved, send my words alone' : `Stay at ${PHASE_WORD[moved.is]}, keep my words`}
        </button>
        {isOver ? null : (
          <button type="button" aria-disabled={off} onClick={() => onPost({ ...draft, expects: moved.is })}>
            Set {PHASE_WORD[phase]} all the same
          </button>
        )}
        <span>or change the words first</span>
      </div>
    </RefusalBox>
  );
};

const movedFrom = (params: Readonly<Record<string, unknown>> = {}): { expected: Phase; is: Phase } | null => {
  const [expected, is] = [Phase.safeParse(params.expected), Phase.safeParse(params.is)];
  return expected.success && is.success ? { expected: expected.data, is: is.data } : null;
};

/** Who changed the phase, when, and what they said with it, as far as this page has heard of it. */
const Meanwhile = ({ incident, is, zone }: { incident: Incident; is: Phase; zone: string }) => {
  const nameOf = useActorName();
  const move = incident.entries.findLast(({ change }) => change?.what === 'phase' && (change.to === is || change.to === 'reopened'));
  if (move === undefined || incident.phase !== is) return <>It is {PHASE_WORD[is]} by now.</>;
  const said = incident.entries.find(({ id, text }) => text !== null && id === move.saidWith);
  return (
    <>
      At {clock(move.recordedAt, zone, { seconds: true })} {nameOf(move.actor) ?? 'somebody'} set it to <b>{PHASE_WORD[is]}</b>
      {said?.text == null ? '.' : ': '}
      {said?.text == null ? null : <q className={styles.said}>{said.text}</q>}
    </>
  );
};
