import { useStore } from 'zustand';
import { ReportLink } from '../../controls/report-link.tsx';
import { useSync } from '../../sync/sync-context.ts';
import { useBoardEntry } from '../../sync/use-board.ts';
import { useConnectionKind } from '../../sync/use-connection.ts';
import { useNowEvery } from '../../sync/use-now.ts';
import kit from '../../ui/kit.module.css';
import { later } from '../../ui/later.tsx';
import { pastClock } from '../../ui/moment.ts';
import { SectionHead } from '../../ui/section-head.tsx';
import { useUi, useZones } from '../../ui-state.ts';
import styles from './board-room.module.css';
import { ComponentTable } from './component-table.tsx';
import { DueList } from './due-list.tsx';
import { useIsWhole } from './for-responders.ts';
import { IncidentColumn } from './incident-column.tsx';
import { LatestFeed } from './latest-feed.tsx';
import { VerdictBand } from './verdict-band.tsx';

const AwayList = later(
  async () => (await import('./away-list.tsx')).AwayList,
  () => null,
);

const HandoverLine = later(
  async () => (await import('./handover-line.tsx')).HandoverLine,
  () => null,
);
/** The verdict comes with the page; what is suspected loads only when something is. */
const SuspectedBand = later(async () => (await import('./suspected/suspected-band.tsx')).SuspectedBand, VerdictBand);

/** The board: the verdict, then active incidents, components and latest events. */
export const BoardRoom = () => {
  const entry = useBoardEntry();
  const asOf = useAsOf();
  const now = useNowEvery(60_000);
  const { leading } = useZones();
  const away = useStore(useSync().store, (state) => state.away);
  const settingUp = useUi((state) => state.settingUp);
  const isWhole = useIsWhole();
  if (entry === null || !isWhole) return <BoardLoading />;
  if (settingUp || Object.keys(entry.board.components).length === 0) return <FirstRun />;
  const at = asOf === null ? null : pastClock(asOf, now, leading, { seconds: true });
  const words = at === null ? null : `as of ${at}`;
  return (
    <main id="main" tabIndex={-1}>
      {Object.keys(entry.board.suspicions).length === 0 ? <VerdictBand asOf={at} /> : <SuspectedBand asOf={at} />}
      {Object.values(entry.board.handovers).some(({ ended }) => ended === null) ? <HandoverLine /> : null}
      {away === null ? null : <AwayList away={away} />}
      <div className={styles.columns}>
        <IncidentColumn asOf={words} />
        <div className={styles.components}>
          <ComponentTable asOf={words} />
        </div>
        <div className={styles.side}>
          <DueList />
          <LatestFeed asOf={at} />
        </div>
      </div>
      <ReportLink />
    </main>
  );
};

/** Server time (UTC ms) of the shown data, when the page must say it: it may be out of date, or comes from the browser's storage. */
const useAsOf = (): number | null => {
  const { store } = useSync();
  const kind = useConnectionKind();
  const asOf = useStore(store, (state) => state.connection.asOf);
  const kept = useBoardEntry()?.kept === true;
  return kept || kind === 'takeover' || kind === 'outdated' ? asOf : null;
};

/** Before the first data: headings and lines only, no statement about any status. */
const BoardLoading = () => (
  <main id="main" tabIndex={-1} aria-busy="true">
    <h1 className={kit.hidden}>Board, loading</h1>
    <div className={`${styles.columns} ${styles.heads}`}>
      <section>
        <SectionHead>Active incidents</SectionHead>
      </section>
      <section>
        <SectionHead>Components</SectionHead>
      </section>
      <section>
        <SectionHead>Latest</SectionHead>
      </section>
    </div>
  </main>
);

const FirstRun = later(async () => (await import('../first-run/first-run.tsx')).FirstRun, BoardLoading);
