import { duration, runningDuration } from '@sitrep/shared/words/format.ts';
import { memo } from 'react';
import { HeartbeatStrip } from '../../../charts/heartbeat-strip.tsx';
import { BEAT_EVERY_MS, BEATS_KEPT, type Beat, type ConnectionView } from '../../../sync/connection.ts';
import { useConnection } from '../../../sync/use-connection.ts';
import { useNowEvery } from '../../../sync/use-now.ts';
import kit from '../../../ui/kit.module.css';
import { pastClock } from '../../../ui/moment.ts';
import { useWall } from '../wall-context.ts';
import wallKit from '../wall-kit.module.css';
import styles from './wall-foot.module.css';
import { WallMark } from './wall-mark.tsx';

const CLAIM: Readonly<Record<ConnectionView['kind'], string>> = {
  live: 'LIVE',
  catching_up: 'CATCHING UP',
  connecting: 'CONNECTING',
  polling: 'POLLING',
  stale: 'NOT CURRENT',
  offline: 'OFFLINE',
  takeover: 'STALE',
  outdated: 'STOPPED',
};

const ageOf = (view: ConnectionView): string => {
  const old = runningDuration(view.silentMs);
  if (!view.everHeard) return view.kind === 'connecting' ? '' : `trying for ${old}`;
  return view.kind === 'polling' ? `data ${old} old, no live line` : `data ${old} old`;
};

const nextWords = ({ offline, stopped, nextInMs, attempt }: ConnectionView): string => {
  if (stopped !== null) return 'Updates stopped. This page loads itself again.';
  if (offline) return 'This screen has no network';
  return nextInMs === null || nextInMs < 1000
    ? `Reconnecting, attempt ${attempt + 1}`
    : `Reconnecting, attempt ${attempt + 1}. Next try in ${runningDuration(nextInMs)}`;
};

interface FootProps {
  /** The name of this screen; null for an ordinary browser. */
  name: string | null;
  /** The screen's link was revoked. It shows no board, so it makes no claim about being current. */
  signedOut: boolean;
}

/** How current this screen is, with the heartbeats that prove it. Inverted once what is shown may be wrong. */
export const WallFoot = ({ name, signedOut }: FootProps) => (signedOut ? <SignedOutFoot name={name} /> : <Foot name={name} />);

const SignedOutFoot = ({ name }: { name: string | null }) => (
  <footer className={styles.foot} data-kind="signed_out">
    <span className={styles.claim}>
      <WallMark level="unknown" size={34} />
      <b>SIGNED OUT</b>
    </span>
    <span className={`${wallKit.label} ${styles.detail}`}>{name === null ? null : <bdi>{name}</bdi>}</span>
    <span className={kit.hidden} role="status">
      signed out
    </span>
  </footer>
);

const Foot = ({ name }: { name: string | null }) => {
  const view = useConnection();
  const lost = view.kind === 'takeover' || view.kind === 'outdated';
  return (
    <footer className={styles.foot} data-kind={view.kind} data-lost={lost ? '' : undefined}>
      <span className={styles.claim}>
        {view.kind === 'live' || view.kind === 'polling' || view.kind === 'catching_up' ? (
          <span className={styles.dot} />
        ) : (
          <WallMark level="unknown" size={34} />
        )}
        <b>{lost && view.everHeard ? `${CLAIM[view.kind]} ${runningDuration(view.silentMs)}` : CLAIM[view.kind]}</b>
        <span>{lost ? nextWords(view) : ageOf(view)}</span>
      </span>
      <Beats beats={view.beats} />
      <RightWords view={view} lost={lost} name={name} />
      <span className={kit.hidden} role="status">
        {CLAIM[view.kind].toLowerCase()}
      </span>
    </footer>
  );
};

/** Memoized: the foot renders every second, the strip only with each heartbeat. */
const Beats = memo(({ beats }: { beats: readonly Beat[] }) => {
  const missed = beats.filter((beat) => beat === null).length;
  return (
    <HeartbeatStrip
      beats={beats}
      most={BEATS_KEPT}
      summary={missed === 0 ? `${beats.length} heartbeats, none missed` : `${beats.length} heartbeats, ${missed} missed`}
    />
  );
});

const RightWords = ({ view, lost, name }: { view: ConnectionView; lost: boolean; name: string | null }) => {
  const { leading } = useWall().zones;
  const now = useNowEvery(60_000);
  const missed = view.beats.filter((beat) => beat === null).length;
  const words = lost
    ? view.asOf === null
      ? 'Never heard'
      : `Last heard ${pastClock(view.asOf, now, leading, { seconds: true })}`
    : missed > 0
      ? `gap ${duration(missed * BEAT_EVERY_MS)}`
      : `${duration(Math.max(1, view.beats.length) * BEAT_EVERY_MS)} of heartbeats`;
  return (
    <span className={`${wallKit.label} ${styles.detail}`}>
      {name === null ? null : <bdi>{name}. </bdi>}
      {words}
    </span>
  );
};
