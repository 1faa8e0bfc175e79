import type { AlarmKind } from './alarm.ts';

/** Each alarm has a tune of its own, so that it is recognised without looking: frequency in Hz and length in s of each tone; 0 Hz is a pause. */
const TUNES: Readonly<Record<AlarmKind, readonly (readonly [hz: number, s: number])[]>> = {
  major: [988, 740, 988, 740, 988, 740].map((hz) => [hz, 0.18] as const),
  worse: [
    [523, 0.22],
    [0, 0.08],
    [659, 0.34],
  ],
  late: [
    [784, 0.14],
    [0, 0.06],
    [784, 0.14],
    [0, 0.06],
    [523, 0.4],
  ],
  stale: [
    [294, 0.5],
    [0, 0.25],
    [220, 0.9],
  ],
};
const LOUDNESS = 0.5;
const FADE_S = 0.015;

export interface Tones {
  /** Asks the browser for permission to play. Browsers grant it most readily inside a handler of a touch or key. */
  unlock(): Promise<void>;
  /** Plays a tune; asks for permission first if there is none, and stays silent if it is refused. */
  play(kind: AlarmKind): Promise<void>;
  close(): void;
}

/** Tones are synthesized, so that no file has to be fetched while the network is down. `onAllowed` is called whenever the browser allows or forbids sound. */
export const createTones = (onAllowed: (allowed: boolean) => void): Tones => {
  const context = new AudioContext();
  const tell = () => onAllowed(context.state === 'running');
  context.onstatechange = tell;
  const unlock = async () => {
    // A refused resume() does not fail: its promise stays pending until somebody touches the page.
    await Promise.race([context.resume(), new Promise((done) => setTimeout(done, 500))]);
    tell();
  };
  return {
    unlock,
    async play(kind) {
      if (context.state !== 'running') await unlock();
      if (context.state !== 'running') return;
      let at = context.currentTime + 0.05;
      for (const [hz, seconds] of TUNES[kind]) {
        if (hz > 0) tone(context, hz, at, seconds);
        at += seconds;
      }
    },
    close() {
      context.onstatechange = null;
      void context.close().catch(() => undefined);
    },
  };
};

const tone = (context: AudioContext, hz: number, at: number, seconds: number): void => {
  const source = context.createOscillator();
  const gain = context.createGain();
  source.type = 'triangle';
  source.frequency.value = hz;
  gain.gain.setValueAtTime(0, at);
  gain.gain.linearRampToValueAtTime(LOUDNESS, at + FADE_S);
  gain.gain.setValueAtTime(LOUDNESS, at + seconds - FADE_S);
  gain.gain.linearRampToValueAtTime(0, at + seconds);
  source.connect(gain).connect(context.destination);
  source.start(at);
  source.stop(at + seconds);
};
