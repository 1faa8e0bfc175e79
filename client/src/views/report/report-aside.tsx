import type { BoardState } from '@sitrep/shared/domain/state.ts';
import { useDeskState } from '../../sync/use-desk.ts';
import { SectionHead } from '../../ui/section-head.tsx';
import { type Earlier, EarlierIncidents } from './earlier-incidents.tsx';
import styles from './report-aside.module.css';
import { affectedOn, withCopy } from './report-draft.ts';
import type { ReportDesk } from './use-report-desk.ts';

/** Earlier incidents beside the form, once a component says which of them matter. */
export const HappenedBefore = ({ desk, board, earlier, now }: { desk: ReportDesk; board: BoardState; earlier: Earlier; now: number }) => {
  const { draft, posted } = useDeskState(desk);
  const chosen = new Set(affectedOn(draft.affected, board.components).map(({ componentId }) => componentId));
  const alike = earlier.found?.filter(({ impacts }) => impacts.some(({ componentId }) => chosen.has(componentId))).slice(0, 3) ?? [];
  if (alike.length === 0) return null;
  return (
    <section className={styles.part}>
      <SectionHead note="by component">Has it happened before?</SectionHead>
      <EarlierIncidents
        board={board}
        earlier={{ found: alike, failed: false }}
        now={now}
        onCopy={(incident) => {
          if (posted?.state !== 'sending') desk.change(withCopy(draft, incident, board));
        }}
      />
    </section>
  );
};

/** Who learns of it at once. */
export const WhoWillKnow = ({ exercise }: { exercise: boolean }) => (
  <section className={styles.part}>
    <SectionHead note="at once">Who will know</SectionHead>
    <dl className={styles.know}>
      <div>
        <dt>Responders</dt>
        <dd>board, and a notice for those who asked for one</dd>
      </div>
      <div>
        <dt>Walls</dt>
        <dd>those that show what is internal</dd>
      </div>
      <div>
        <dt>Customers</dt>
        <dd>{exercise ? 'nobody' : 'nobody, until it is published'}</dd>
      </div>
    </dl>
  </section>
);
