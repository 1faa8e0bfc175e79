import type { Drill } from '@sitrep/shared/domain/state.ts';
import { useBoard } from '../sync/use-board.ts';
import { later } from '../ui/later.tsx';
import { useUi } from '../ui-state.ts';
import styles from './drill-kit.module.css';

/** That there is an exercise is said at once, the rest when its code is there. */
const RunningDrill = later(
  async () => (await import('./running-drill.tsx')).RunningDrill,
  ({ drill }: { drill: Drill; onHide: () => void }) => (
    <section className={styles.bar} aria-label="Exercise">
      <span className={styles.tape} aria-hidden="true" />
      <b>EXERCISE</b>
      <p>
        <strong>{drill.name}</strong>
      </p>
    </section>
  ),
);

/** A bar across the page while an exercise runs. When hidden, one word still says that there is one. */
export const DrillBar = () => {
  const board = useBoard();
  const drill = Object.values(board.drills)[0];
  const hidden = useUi((state) => state.drillHidden);
  const set = useUi((state) => state.set);
  if (drill === undefined) return null;
  if (hidden) {
    return (
      <section className={`${styles.bar} ${styles.thin}`} aria-label="Exercise">
        <span className={styles.tape} aria-hidden="true" />
        <b>EXERCISE</b>
        <p>{drill.name} runs, hidden here.</p>
        <span className={styles.spacer} />
        <button type="button" onClick={() => set({ drillHidden: false })}>
          Show exercise
        </button>
      </section>
    );
  }
  return <RunningDrill drill={drill} onHide={() => set({ drillHidden: true })} />;
};
