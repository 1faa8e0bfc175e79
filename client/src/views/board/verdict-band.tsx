import { type Verdict, verdictOf } from '@sitrep/shared/words/verdict.ts';
import { useBoard } from '../../sync/use-board.ts';
import { useConnectionKind } from '../../sync/use-connection.ts';
import { useNow } from '../../sync/use-now.ts';
import { useScope } from '../../sync/use-visitor.ts';
import { Elapsed } from '../../ui/duration.tsx';
import kit from '../../ui/kit.module.css';
import { LEVEL_CODE } from '../../ui/level-code.ts';
import { longMoment } from '../../ui/moment.ts';
import { StatusGlyph } from '../../ui/status-glyph.tsx';
import { useWorse } from '../../ui/use-worse.ts';
import { useZones } from '../../ui-state.ts';
import { DiffersInShort } from './for-responders.ts';
import styles from './verdict-band.module.css';

/** The verdict: the board in one sentence, in the weight its level needs. `asOf`: the time of the shown data when it may be out of date, else null. */
export const VerdictBand = ({ asOf }: { asOf: string | null }) => {
  const board = useBoard();
  const verdict = verdictOf(board);
  const internal = useScope() === 'internal';
  const exercise = Object.keys(board.drills).length > 0;
  return (
    <section className={styles.band} data-st={LEVEL_CODE[verdict.level]} aria-labelledby="verdict">
      <div>
        <h1 id="verdict">
          <span className={styles.glyph}>
            <StatusGlyph level={verdict.level} size={30} unmeasured={verdict.counts.notMeasured > 0} />
          </span>
          <span className={styles.sentence} dir="auto">
            {verdict.sentence}
          </span>
        </h1>
        <p className={styles.detail}>
          {verdict.detail}
          {asOf === null ? '' : ` As of ${asOf}.`}
          {exercise ? ' The exercise counts in no statistic.' : ''}
          {internal ? <DiffersInShort /> : null}
          {verdict.overridden ? <span> In the words of {verdict.overriddenBy ?? 'a responder'}.</span> : null}
        </p>
      </div>
      <VerdictTimer verdict={verdict} />
      <WorseAlert verdict={verdict} />
    </section>
  );
};

const VerdictTimer = ({ verdict }: { verdict: Verdict }) => {
  const { leading, other } = useZones();
  const now = useNow();
  const { since } = verdict;
  if (since === null || since.ms === null) return <div className={styles.timer} />;
  const calm = verdict.subject === null && verdict.level === 'operational';
  const exact = since.precision === 'exact' || since.precision === 'minute';
  return (
    <div className={styles.timer}>
      <span className={styles.elapsed}>
        <Elapsed since={since.ms} coarse={calm || !exact} lead={calm} />
      </span>
      <span className={styles.caption}>
        {calm ? 'since the last trouble ended, ' : 'since '}
        {longMoment(since, now, leading, other)}
      </span>
    </div>
  );
};

/** Announces a verdict to screen readers, only when it gets worse. */
const WorseAlert = ({ verdict }: { verdict: Verdict }) => {
  const kind = useConnectionKind();
  const worse = useWorse(verdict, kind !== 'connecting');
  return (
    <p className={kit.hidden} role="alert">
      {worse?.sentence}
    </p>
  );
};
