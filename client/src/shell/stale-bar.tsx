import { runningDuration, zoneName } from '@sitrep/shared/words/format.ts';
import type { ConnectionView } from '../sync/connection.ts';
import { useSync } from '../sync/sync-context.ts';
import { useConnection } from '../sync/use-connection.ts';
import { useNowEvery } from '../sync/use-now.ts';
import kit from '../ui/kit.module.css';
import { pastClock } from '../ui/moment.ts';
import { StatusGlyph } from '../ui/status-glyph.tsx';
import { useZones } from '../ui-state.ts';
import { NoteBar } from './note-bar.tsx';
import styles from './stale-bar.module.css';

const nextWords = ({ attempt, nextInMs, offline }: ConnectionView): string => {
  if (offline) return 'This device is offline';
  const nth = `Reconnecting, attempt ${attempt + 1}`;
  return nextInMs === null || nextInMs < 1000 ? nth : `${nth}, next in ${runningDuration(nextInMs)}`;
};

/** After a minute of silence: a bar says that the page may be wrong. Its content stays, marked with the time at which it was true. */
export const StaleBar = () => {
  const view = useConnection();
  const sync = useSync();
  const now = useNowEvery(60_000);
  const { leading } = useZones();
  if (view.kind === 'outdated') return <StoppedBar detail={view.stopped?.detail ?? ''} diverged={view.stopped?.code === 'diverged'} />;
  if (view.kind !== 'takeover') return view.outdated ? <OlderPage /> : null;
  const asOf = view.asOf === null ? null : `${pastClock(view.asOf, now, leading, { seconds: true })}${leading === 'UTC' ? '' : ` ${zoneName(leading)}`}`;
  const words =
    asOf === null
      ? 'Nothing was ever heard from the server on this page.'
      : `Everything below is as of ${asOf}. It may have changed. Timers count on; nothing else does.`;
  return (
    <section className={styles.bar} aria-label="Not connected">
      <p className={kit.hidden} role="alert">
        Not connected. {words}
      </p>
      <StatusGlyph level="unknown" size={20} />
      <b>
        {asOf === null ? 'NO DATA' : 'STALE'} {runningDuration(view.silentMs)}
      </b>
      <span className={styles.words} aria-hidden="true">
        {words}
      </span>
      <span className={styles.spacer} />
      <span className={styles.next}>{nextWords(view)}</span>
      <button type="button" onClick={() => sync.tryNow()}>
        Try now
      </button>
    </section>
  );
};

const StoppedBar = ({ detail, diverged }: { detail: string; diverged: boolean }) => (
  <section className={styles.bar} role="alert">
    <StatusGlyph level="unknown" size={20} />
    <b>UPDATES STOPPED</b>
    <span className={styles.words}>
      {diverged
        ? 'This page and the server disagree about the board. Nothing below is certain.'
        : `This page and the server are of different versions. ${detail}`}
    </span>
    <span className={styles.spacer} />
    <button type="button" onClick={() => location.reload()}>
      Reload
    </button>
  </section>
);

const OlderPage = () => (
  <NoteBar role="status">
    <span>The server was updated since this page was opened. It reloads at a calm moment.</span>
    <button type="button" className={kit.bareButton} onClick={() => location.reload()}>
      <u>Reload now</u>
    </button>
  </NoteBar>
);
