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

/** Keeps the screen awake while the page is seen, asks again whenever it comes back or the lock is taken away, and tells what was refused. */
export const useCare = (): Care => {
  const [sleeps, setSleeps] = useState(false);
  const [fullScreen, setFullScreen] = useState(isFull);
  useEffect(() => {
    let lock: WakeLockSentinel | null = null;
    let gone = false;
    let again: ReturnType<typeof setTimeout> | undefined;
    const keepAwake = async (): Promise<void> => {
      if (document.hidden || (lock !== null && !lock.released)) return;
      try {
        // Absent on plain http beyond this machine.
        const held = (await navigator.wakeLock?.request('screen')) ?? null;
        if (gone) return void held?.release();
        lock = held;
        held?.addEventListener('release', () => {
          clearTimeout(again);
          if (!gone) again = setTimeout(() => void keepAwake(), ASK_AGAIN_MS);
        });
        setSleeps(held === null);
      } catch {
        setSleeps(true);
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
