import { exactly } from '@sitrep/shared/domain/fact-time.ts';
import type { Suspected } from '@sitrep/shared/query/suspected.ts';
import { takeSuspicionBy } from '@sitrep/shared/query/take-by.ts';
import { CHECK_SENTENCE, SUSPECTED, suspicionWords, takenWords } from '@sitrep/shared/words/suspicion-words.ts';
import { useNowEvery } from '../../../sync/use-now.ts';
import { useTakeRule } from '../../../sync/use-visitor.ts';
import { Elapsed } from '../../../ui/duration.tsx';
import { FitText } from '../../../ui/fit-text.tsx';
import { shortMoment } from '../../../ui/moment.ts';
import { SuspectedGlyph } from '../../../ui/suspected-glyph.tsx';
import { GroupStrip } from '../frame/group-strip.tsx';
import { DueIn } from '../trouble/due-in.tsx';
import { useWall } from '../wall-context.ts';
import { Below, SentenceScene } from './sentence-scene.tsx';
import styles from './suspected-scene.module.css';

/** Nothing is declared, and customers report trouble: what, for how long, and who looks into it. */
export const SuspectedScene = ({ suspicions: [first, ...others] }: { suspicions: readonly Suspected[] }) => {
  const { board, zones, asOf } = useWall();
  const now = useNowEvery(60_000);
  const rule = useTakeRule();
  if (first === undefined) return null;
  const by = rule === null ? null : takeSuspicionBy(first.suspicion, rule);
  const more = others.length === 0 ? '' : ` And ${others.length} more suspected.`;
  return (
    <SentenceScene
      level="unknown"
      suspected
      captions={[SUSPECTED, ...(asOf === null ? [] : [asOf])]}
      sentence={`${suspicionWords(board, first)}.`}
      max={150}
      foot={<GroupStrip calm />}
    >
      <Below>
        <b className={styles.taken}>{takenWords(board, first)}</b>
        {by === null ? null : (
          <>
            , take it <DueIn due={exactly(by)} coarse />
          </>
        )}
        {first.since?.ms == null ? null : (
          <>
            , since {shortMoment(first.since, now, zones.leading)}, <Elapsed since={first.since.ms} plain coarse />
          </>
        )}
        . {CHECK_SENTENCE[String(first.checksPass) as keyof typeof CHECK_SENTENCE]}
        {more}
      </Below>
    </SentenceScene>
  );
};

/** The same in one line, beside worse. Renders nothing when nothing is suspected. */
export const SuspectedLine = ({ suspicions: [first, ...others] }: { suspicions: readonly Suspected[] }) => {
  const { board } = useWall();
  if (first === undefined) return null;
  const words = suspicionWords(board, first);
  const more = others.length === 0 ? '' : `, and ${others.length} more`;
  return (
    <aside className={styles.line} aria-label={SUSPECTED}>
      <SuspectedGlyph size="calc(36 * var(--u))" />
      <div className={styles.frame}>
        <FitText
          texts={[`Suspected: ${words}${more}. ${takenWords(board, first)}.`, `Suspected: ${words}${more}.`, `Suspected: ${words}`, SUSPECTED]}
          max={40}
          min={40}
          className={styles.words}
        />
      </div>
    </aside>
  );
};
