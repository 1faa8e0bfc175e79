import { clock, grouped, runningDuration } from '@sitrep/shared/words/format.ts';
import type { ConnectionView } from '../sync/connection.ts';
import { useConnection } from '../sync/use-connection.ts';
import kit from '../ui/kit.module.css';
import { StatusGlyph } from '../ui/status-glyph.tsx';
import styles from './connection-note.module.css';

/** The state of the connection, and the age of the data. Only the state is announced to screen readers, because the age changes every second. */
const said = (view: ConnectionView): { claim: string; age: string } => {
  const old = runningDuration(view.silentMs);
  switch (view.kind) {
    case 'live':
      return { claim: 'Live', age: `data ${old} old` };
    case 'catching_up': {
      const { catchingUp } = view;
      const total = catchingUp?.total ?? null;
      return { claim: 'Catching up', age: total === null ? `data ${old} old` : `${grouped(catchingUp?.done ?? 0)} of ${grouped(total)} events` };
    }
    case 'stale':
      return view.everHeard ? { claim: `Data ${old} old`, age: 'waiting' } : { claim: 'Not connected yet', age: `trying for ${old}` };
    case 'takeover':
      return { claim: 'Not connected', age: '' };
    case 'polling':
      return { claim: 'Polling', age: `data ${old} old` };
    case 'offline':
      return { claim: 'Offline', age: view.everHeard ? `data ${old} old` : '' };
    case 'outdated':
      return { claim: 'Stopped', age: `data ${old} old` };
    case 'connecting':
      return { claim: 'Connecting', age: view.asOf === null ? '' : `showing ${clock(view.asOf, 'UTC', { seconds: true })} UTC` };
  }
};
const ANNOUNCED: Readonly<Record<ConnectionView['kind'], string>> = {
  live: 'Live',
  catching_up: 'Catching up',
  stale: 'Data is getting old, waiting for the server',
  takeover: 'Not connected',
  polling: 'Polling: no live connection, asking every few seconds',
  offline: 'This device is offline',
  outdated: 'Updates have stopped, reload the page',
  connecting: 'Connecting',
};

const BEATS_SHOWN = 16;

export const ConnectionNote = () => {
  const view = useConnection();
  const { claim, age } = said(view);
  const doubtful = view.kind === 'stale' || view.kind === 'takeover' || view.kind === 'offline' || view.kind === 'outdated';
  return (
    <span
      className={styles.connection}
      data-connection
      data-kind={view.kind}
      title={view.kind === 'polling' ? 'No live connection from here: asking over plain HTTP every few seconds' : undefined}
    >
      {doubtful ? <StatusGlyph level="unknown" size={15} /> : null}
      {view.kind === 'takeover' || view.beats.length === 0 ? null : (
        <span className={styles.beats} aria-hidden="true">
          {view.beats.slice(-BEATS_SHOWN).map((beat, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a beat has no identity other than its position.
            <i key={index} className={beat === null ? styles.missed : undefined} />
          ))}
        </span>
      )}
      <span className={styles.claim}>
        <b>{claim}</b>
        {age === '' ? null : <span className={styles.age}>{doubtful || view.kind === 'catching_up' ? `, ${age}` : ` ${age}`}</span>}
      </span>
      <span className={kit.hidden} role="status">
        {ANNOUNCED[view.kind]}
      </span>
    </span>
  );
};
