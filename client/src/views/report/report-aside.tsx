import type { BoardState } from '@sitrep/shared/domain/state.ts';
import { similarIncidents } from '@sitrep/shared/query/similar-incidents.ts';
import { likenessWords } from '@sitrep/shared/words/likeness-words.ts';
import { useMemo } from 'react';
import { useDeskState } from '../../sync/use-desk.ts';
import { SectionHead } from '../../ui/section-head.tsx';
import { type Earlier, EarlierIncidents } from './earlier-incidents.tsx';
import styles from './report-aside.module.css';
import { incidentOf, withCopy } from './report-draft.ts';
import type { ReportDesk } from './use-report-desk.ts';

// More would push what follows off the screen.
const MOST = 3;

/** Earlier incidents that may be the same, by components and words, each with the reasons. */
export const HappenedBefore = ({ desk, board, earlier, now }: { desk: ReportDesk; board: BoardState; earlier: Earlier; now: number }) => {
  const { draft, posted } = useDeskState(desk);
  const all = useMemo(
    () => (earlier.found ?? []).map((incident) => ({ ...incident, causes: incident.cause === null ? [] : [incident.cause] })),
    [earlier.found],
  );
  const alike = useMemo(() => similarIncidents(incidentOf(draft, board, 0), all).slice(0, MOST), [draft, board, all]);
  if (alike.length === 0) return null;
  const why = (id: string) => {
    const found = alike.find(({ incident }) => incident.id === id);
    return found === undefined ? '' : likenessWords(board, found);
  };
  return (
    <section className={styles.part}>
      <SectionHead note="by component and words">Has it happened before?</SectionHead>
      <EarlierIncidents
        board={board}
        earlier={{ found: alike.map(({ incident }) => incident), failed: false }}
        now={now}
        why={why}
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
