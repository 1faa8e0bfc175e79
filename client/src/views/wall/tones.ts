import type { AlarmKind } from './alarm.ts';

/** Each alarm is told from the others by its tune alone: frequency in Hz and length in s of each tone; 0 Hz is a pause. */
const TUNES: Readonly<Record<AlarmKind, readonly (readonly [hz: number, s: number])[]>> = {
  major: [988, 740, 988, 740, 988, 740].map((hz) => [hz, 0.18] as const),
  worse: [
    [523, 0.22],
    [0, 0.08],
    [659, 0.34],
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
  /** False while this browser lets no page be heard that nobody has touched. */
  allowed(): boolean;
  /** Asks again, best from within a touch or a key. */
  unlock(): Promise<boolean>;
  play(kind: AlarmKind): void;
  close(): void;
}

/** Tones made on the spot, so that nothing has to be fetched while the network is down. */
export const createTones = (): Tones => {
  const context = new AudioContext();
  return {
    allowed: () => context.state === 'running',
    async unlock() {
      // A refused resume waits for a touch instead of failing.
      await Promise.race([context.resume(), new Promise((done) => setTimeout(done, 500))]);
      return context.state === 'running';
    },
    play(kind) {
      if (context.state !== 'running') return;
      let at = context.currentTime + 0.05;
      for (const [hz, seconds] of TUNES[kind]) {
        if (hz > 0) tone(context, hz, at, seconds);
        at += seconds;
      }
    },
    close: () => void context.close().catch(() => undefined),
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
