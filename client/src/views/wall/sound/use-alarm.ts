import type { Verdict } from '@sitrep/shared/words/verdict.ts';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useSync } from '../../../sync/sync-context.ts';
import { type AlarmKind, type AlarmState, hear, REPEAT_MS, SILENT, sounding, toggleMute } from './alarm.ts';
import { createTones, type Tones } from './tones.ts';

export interface Alarm {
  /** What sounds now, or would while it is muted. */
  readonly kind: AlarmKind | null;
  /** Server time (UTC ms) until which it is muted; null when it is not. */
  readonly mutedUntil: number | null;
  /** The browser lets nothing be heard before somebody touches the page. */
  readonly refused: boolean;
  readonly mute: () => void;
  readonly unlock: () => void;
}

/** Sound, where this screen wants it. `verdict` and `stale` as in `alarm.ts`. */
export const useAlarm = (wanted: boolean, verdict: Verdict | null, stale: boolean): Alarm => {
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

  // The verdict is a new object with every board; this says whether it is another one.
  const news = verdict === null ? null : JSON.stringify([verdict.stateKey, verdict.worst]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `news` stands for the verdict.
  useEffect(() => setState((before) => hear(before, { verdict, stale, now: clock.now() })), [news, stale, clock]);

  const mutedUntil = state.muted?.until ?? null;
  useEffect(() => {
    if (mutedUntil === null) return;
    const over = setTimeout(() => setState((before) => ({ ...before, muted: null })), Math.max(0, mutedUntil - clock.now()));
    return () => clearTimeout(over);
  }, [mutedUntil, clock]);

  const kind = sounding(state);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is raised again is heard again.
  useEffect(() => {
    if (!wanted || kind === null) return;
    const play = () => void tones.current?.play(kind);
    play();
    const again = setInterval(play, REPEAT_MS);
    return () => clearInterval(again);
  }, [wanted, kind, state.raised]);

  const mute = useCallback(() => setState((before) => toggleMute(before, clock.now())), [clock]);
  const unlock = useCallback(() => void tones.current?.unlock(), []);
  return { kind: state.standing[0]?.kind ?? null, mutedUntil, refused: wanted && !allowed, mute, unlock };
};
