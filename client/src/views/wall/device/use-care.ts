import { useEffect, useState } from 'react';

/** What a screen that nobody touches needs from its browser, and whether it got it. */
export interface Care {
  /** The browser lets the screen fall asleep. */
  readonly sleeps: boolean;
  readonly fullScreen: boolean;
}

const isFull = (): boolean => document.fullscreenElement !== null || matchMedia('(display-mode: fullscreen)').matches || innerHeight >= screen.height;

// A device that saves its battery takes the lock away at once.
const ASK_AGAIN_MS = 60_000;
// So does one whose battery is low, until it is charged.
const REFUSED_ASK_AGAIN_MS = 180_000;

/** Keeps the screen awake while the page is seen, asks again whenever it comes back or the lock is taken away or was refused, and tells what was refused. */
export const useCare = (): Care => {
  const [sleeps, setSleeps] = useState(false);
  const [fullScreen, setFullScreen] = useState(isFull);
  useEffect(() => {
    let lock: WakeLockSentinel | null = null;
    let gone = false;
    let again: ReturnType<typeof setTimeout> | undefined;
    const askAgain = (ms: number): void => {
      clearTimeout(again);
      if (!gone) again = setTimeout(() => void keepAwake(), ms);
    };
    const keepAwake = async (): Promise<void> => {
      if (document.hidden || (lock !== null && !lock.released)) return;
      try {
        // Absent on plain http beyond this machine.
        const held = (await navigator.wakeLock?.request('screen')) ?? null;
        if (gone) return void held?.release();
        lock = held;
        held?.addEventListener('release', () => askAgain(ASK_AGAIN_MS));
        setSleeps(held === null);
      } catch {
        setSleeps(true);
        askAgain(REFUSED_ASK_AGAIN_MS);
      }
    };
    const measure = () => setFullScreen(isFull());
    void keepAwake();
    const onVisible = () => void keepAwake();
    document.addEventListener('visibilitychange', onVisible);
    document.addEventListener('fullscreenchange', measure);
    addEventListener('resize', measure);
    return () => {
      gone = true;
      clearTimeout(again);
      document.removeEventListener('visibilitychange', onVisible);
      document.removeEventListener('fullscreenchange', measure);
      removeEventListener('resize', measure);
      void lock?.release();
    };
  }, []);
  return { sleeps, fullScreen };
};
