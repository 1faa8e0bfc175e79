import { lookup } from '@sitrep/shared/domain/state.ts';
import { zoned } from '@sitrep/shared/query/calendar.ts';
import { hurtFor } from '@sitrep/shared/query/hurt-for.ts';
import { quietSince } from '@sitrep/shared/query/quiet-since.ts';
import { componentName } from '@sitrep/shared/words/component-names.ts';
import { date, day, duration } from '@sitrep/shared/words/format.ts';
import { hurtBefore, spellWords } from '@sitrep/shared/words/hurt-words.ts';
import { incidentSentence } from '@sitrep/shared/words/impact-sentence.ts';
import { nothingMeasured, type Verdict } from '@sitrep/shared/words/verdict.ts';
import { LEVEL_WORD } from '@sitrep/shared/words/wording.ts';
import type { ReactNode } from 'react';
import { useNowEvery } from '../../../sync/use-now.ts';
import { Elapsed } from '../../../ui/duration.tsx';
import { shorten } from '../../../ui/shorten.ts';
import { GroupStrip } from '../frame/group-strip.tsx';
import { useWall } from '../wall-context.ts';
import styles from './calm-scene.module.css';
import { Below, SentenceScene } from './sentence-scene.tsx';

interface CalmProps {
  verdict: Verdict;
  /** What changed while the connection was lost. */
  back: ReactNode;
  /** What customers see otherwise. It is the only thing to know then, so it replaces the length of the quiet. */
  differs: ReactNode;
}

/** Nothing is wrong: one sentence, for how long there was no trouble, and the state of each group. */
export const CalmScene = ({ verdict, back, differs }: CalmProps) => {
  const { board, asOf } = useWall();
  const unproven = unprovenWords(verdict);
  const quiet = quietSince(board);
  const unmeasured = nothingMeasured(verdict);
  return (
    <SentenceScene
      level="operational"
      unmeasured={unproven !== '' || unmeasured}
      captions={[unmeasured ? 'Nothing is measured' : LEVEL_WORD.operational, ...(asOf === null ? [] : [asOf])]}
      sentence={`${verdict.sentence}.`}
      max={differs === null ? 220 : 150}
      foot={
        <>
          {back}
          <GroupStrip calm />
        </>
      }
    >
      {unproven === '' ? null : <Below>{unproven}</Below>}
      {differs ?? (quiet === null ? null : <Quiet {...quiet} />)}
    </SentenceScene>
  );
};

/** How many components no check measures. Empty when all are measured, and when none is, because the line above the sentence says so then. */
const unprovenWords = ({ counts: { notMeasured, silenced, total } }: Verdict): string =>
  [
    notMeasured === 0 || notMeasured === total ? '' : `${notMeasured} of ${total} not measured.`,
    silenced === 0 ? '' : `${silenced} of ${total} with muted checks.`,
  ]
    .filter((words) => words !== '')
    .join(' ');

/** How long there was no trouble, and what the last trouble was. */
const Quiet = ({ at, last }: NonNullable<ReturnType<typeof quietSince>>) => {
  const { board, zones } = useWall();
  const now = useNowEvery(60_000);
  if (at.ms === null) return null;
  const sameYear = zoned(at.ms, zones.leading).year === zoned(now, zones.leading).year;
  const when = sameYear ? day(at.ms, zones.leading) : date(at.ms, zones.leading);
  const hurt = 'componentId' in last ? null : hurtFor(last.occurrences, null);
  const length = hurt === null ? '' : `, ${hurtBefore(hurt)}${duration(hurt.ms)} ${spellWords(hurt)}`.trimEnd();
  const what =
    'componentId' in last
      ? `${lookup(board.components, last.componentId) === undefined ? 'a component' : componentName(board, last.componentId)}, ${LEVEL_WORD[last.level].toLowerCase()}`
      : incidentSentence(board, last);
  return (
    <Below>
      Quiet for{' '}
      <span className={styles.quiet}>
        <Elapsed since={at.ms} lead plain coarse />
      </span>
      . Last: <bdi>{shorten(what, 110)}</bdi>, {when}
      {length}.
    </Below>
  );
};
