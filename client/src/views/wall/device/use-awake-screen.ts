import { useEffect, useState } from 'react';

/** What an unattended screen needs from its browser, and whether it got it. */
export interface AwakeScreen {
  /** The screen may turn itself off: the browser granted no wake lock. */
  readonly sleeps: boolean;
  readonly fullScreen: boolean;
}

const isFull = (): boolean => document.fullscreenElement !== null || matchMedia('(display-mode: fullscreen)').matches || innerHeight >= screen.height;

// A device in battery saver releases the lock at once; asking again without a pause would be a busy loop.
const ASK_AGAIN_MS = 60_000;
// A low battery refuses the lock until it is charged, so this is asked less often.
const REFUSED_ASK_AGAIN_MS = 180_000;

/** Keeps the screen awake while the page is visible. Requests the lock again when the page becomes visible and after a release or refusal. Out: what the browser refused. */
export const useAwakeScreen = (): AwakeScreen => {
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
        // Missing on plain http, except on localhost.
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
