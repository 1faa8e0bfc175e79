import { exactly } from '@sitrep/shared/domain/fact-time.ts';
import { allStatuses, boardLevel } from '@sitrep/shared/query/status.ts';
import { drillWords } from '@sitrep/shared/words/drill-words.ts';
import { LEVEL_WORD } from '@sitrep/shared/words/wording.ts';
import { ExerciseBand } from '../frame/exercise-band.tsx';
import { GroupStrip } from '../frame/group-strip.tsx';
import { FactsBand } from '../trouble/facts-band.tsx';
import { HurtList } from '../trouble/hurt-list.tsx';
import { TroubleField } from '../trouble/trouble-field.tsx';
import { useWall } from '../wall-context.ts';
import wallKit from '../wall-kit.module.css';
import styles from './drill-scene.module.css';
import type { WallScene } from './wall-scene.ts';

/** An exercise without real trouble: striped tape along the edges, the field in outline, “simulated” beside every simulated level, and the real state at the foot. */
export const DrillScene = ({ scene: { verdict, drill, incidents } }: { scene: Extract<WallScene, { kind: 'drill' }> }) => {
  const { board, customers, asOf } = useWall();
  const customersSee = LEVEL_WORD[boardLevel(customers)];
  const [incident] = incidents;
  const { level, word, sentence, under } = drillWords(board, drill, incidents);
  const hurts = Object.values(allStatuses(board)).some(({ simulated }) => simulated != null && simulated !== 'operational');
  const loud = level === 'major_outage';
  return (
    <main id="main" className={styles.scene} data-roomy={hurts ? undefined : ''}>
      <ExerciseBand>No real trouble reported. Customers see: {customersSee}</ExerciseBand>
      <TroubleField
        simulated
        level={level}
        word={loud ? `${word.toUpperCase()}, SIMULATED` : `${word}, simulated`}
        tags={asOf === null ? [] : [{ words: asOf }]}
        sentence={sentence}
        under={under}
        underShort={drill.name}
        since={exactly(drill.startedAt)}
        sinceWords="of the exercise"
      />
      {incident === undefined ? null : <FactsBand incident={incident} />}
      {hurts ? <HurtList simulated /> : null}
      <section className={styles.real} aria-label="The real state">
        <p className={`${wallKit.label} ${styles.words}`}>
          The real state behind the exercise: <b>{verdict.sentence.charAt(0).toLowerCase() + verdict.sentence.slice(1)}</b>
        </p>
        <GroupStrip compact calm />
      </section>
    </main>
  );
};
