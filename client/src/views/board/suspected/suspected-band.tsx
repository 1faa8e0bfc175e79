import type { BoardState } from '@sitrep/shared/domain/state.ts';
import { levelRank } from '@sitrep/shared/domain/words.ts';
import { suspected } from '@sitrep/shared/query/suspected.ts';
import { CHECK_SENTENCE, suspicionWords, takenWords } from '@sitrep/shared/words/suspicion-words.ts';
import { verdictOf } from '@sitrep/shared/words/verdict.ts';
import { useBoard } from '../../../sync/use-board.ts';
import { useNow } from '../../../sync/use-now.ts';
import { Elapsed } from '../../../ui/duration.tsx';
import { longMoment } from '../../../ui/moment.ts';
import { SuspectedGlyph } from '../../../ui/suspected-glyph.tsx';
import { useZones } from '../../../ui-state.ts';
import { VerdictBand } from '../verdict-band.tsx';
import styles from './suspected-band.module.css';

/**
 * What is suspected, in the place of the verdict where that has nothing worse to say. Where it has, the verdict stays, and a line below says what else is suspected.
 * `asOf` as for the verdict.
 */
export const SuspectedBand = ({ asOf }: { asOf: string | null }) => {
  const board = useBoard();
  const verdict = verdictOf(board);
  const [first, ...others] = suspected(board);
  if (first === undefined) return <VerdictBand asOf={asOf} />;
  const isWorse = verdict.subject !== null || levelRank(verdict.level) > levelRank('unknown');
  const also = others.length === 0 ? '' : ` ${others.length} more ${others.length === 1 ? 'is' : 'are'} suspected.`;
  if (isWorse)
    return (
      <>
        <VerdictBand asOf={asOf} />
        <p className={styles.beside}>
          <SuspectedGlyph size={14} /> <b>Suspected, not declared:</b> {suspicionWords(board, first)}.{also}
        </p>
      </>
    );
  return (
    <section className={styles.band} aria-labelledby="verdict">
      <div>
        <h1 id="verdict">
          <span className={styles.glyph}>
            <SuspectedGlyph size={30} />
          </span>
          <span className={styles.sentence} dir="auto">
            Suspected: {suspicionWords(board, first)}
          </span>
        </h1>
        <p className={styles.detail}>
          <b>Nothing is declared.</b> {CHECK_SENTENCE[String(first.checksPass) as keyof typeof CHECK_SENTENCE]}
          {also}
          {verdict.level === 'operational' ? '' : ` ${verdict.sentence}.`} {verdict.detail}
          {asOf === null ? '' : ` As of ${asOf}.`}
        </p>
      </div>
      <Waiting board={board} one={first} />
    </section>
  );
};

/** For how long customers have seen it, and who looks into it. */
const Waiting = ({ board, one }: { board: BoardState; one: ReturnType<typeof suspected>[number] }) => {
  const { leading, other } = useZones();
  const now = useNow();
  return (
    <div className={styles.timer}>
      {one.since?.ms == null ? null : (
        <span className={styles.elapsed}>
          <Elapsed since={one.since.ms} />
        </span>
      )}
      <span className={styles.caption}>
        <b>{takenWords(board, one)}</b>
        {one.since?.ms == null ? '' : `, since ${longMoment(one.since, now, leading, other)}`}
      </span>
    </div>
  );
};
