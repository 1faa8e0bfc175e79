import { useCallback, useEffect, useRef, useState } from 'react';
import { useSync } from '../../../sync/sync-context.ts';
import { type AlarmKind, type AlarmState, type Heard, hear, REPEAT_MS, SILENT, sounding, soundsNow, toggleMute } from './alarm.ts';
import { createTones, type Tones } from './tones.ts';

export interface Alarm {
  /** The alarm that sounds now, or would if it were not muted. */
  readonly kind: AlarmKind | null;
  /** Server time (UTC ms) until which alarms are muted; null when they are not. */
  readonly mutedUntil: number | null;
  /** The browser allows no sound before somebody touches the page. */
  readonly refused: boolean;
  readonly mute: () => void;
  readonly unlock: () => void;
}

/** Sounds the alarms. `wanted`: sound is on for this screen; the rest as in `alarm.ts`. */
export const useAlarm = (wanted: boolean, { verdict, untaken, late, stale }: Omit<Heard, 'now'>): Alarm => {
  const { clock } = useSync();
  const [state, setState] = useState<AlarmState>(SILENT);
  const [allowed, setAllowed] = useState(true);
  const tones = useRef<Tones | null>(null);

  useEffect(() => {
    if (!wanted) return;
    const made = createTones(setAllowed);
    tones.current = made;
    void made.unlock();
    return () => {
      tones.current = null;
      made.close();
    };
  }, [wanted]);

  // The verdict is a new object with every board, so it is compared by content.
  const news = verdict === null ? null : JSON.stringify([verdict.stateKey, verdict.worst, untaken, late]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `news` stands for the verdict and for what nobody has.
  useEffect(() => setState((before) => hear(before, { verdict, untaken, late, stale, now: clock.now() })), [news, stale, clock]);

  const mutedUntil = state.muted?.until ?? null;
  useEffect(() => {
    if (mutedUntil === null) return;
    const over = setTimeout(() => setState((before) => ({ ...before, muted: null })), Math.max(0, mutedUntil - clock.now()));
    return () => clearTimeout(over);
  }, [mutedUntil, clock]);

  const kind = sounding(state);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `raised` restarts the sound for a new alarm of the same kind, and for one that is heard once.
  useEffect(() => {
    const first = soundsNow(state);
    if (!wanted || first === null) return;
    void tones.current?.play(first);
    if (kind === null) return;
    const again = setInterval(() => void tones.current?.play(kind), REPEAT_MS);
    return () => clearInterval(again);
  }, [wanted, kind, state.raised]);

  const mute = useCallback(() => setState((before) => toggleMute(before, clock.now())), [clock]);
  const unlock = useCallback(() => void tones.current?.unlock(), []);
  return { kind: state.standing[0]?.kind ?? null, mutedUntil, refused: wanted && !allowed, mute, unlock };
};
