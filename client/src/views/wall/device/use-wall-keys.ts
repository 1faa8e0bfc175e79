import { useEffect, useRef } from 'react';
import { useUi } from '../../../ui-state.ts';
import type { Alarm } from '../sound/use-alarm.ts';

interface Keys {
  alarm: Alarm;
  sound: boolean;
  setSound: (on: boolean) => void;
}

/** The keys of a wall: S sound, M mute, F full screen, Escape back to the board. The single letters work unless they are turned off in this browser. A touch mutes a sounding alarm. */
export const useWallKeys = (keys: Keys): void => {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const { alarm, sound, setSound } = latest.current;
      alarm.unlock();
      if (!useUi.getState().singleKeys && event.key !== 'Escape') return;
      switch (event.key.toLowerCase()) {
        case 's':
          setSound(!sound);
          break;
        case 'm':
          alarm.mute();
          break;
        case 'f':
          void (document.fullscreenElement === null ? document.documentElement.requestFullscreen() : document.exitFullscreen()).catch(() => undefined);
          break;
        case 'escape':
          location.assign('/');
          break;
        default:
          return;
      }
      event.preventDefault();
    };
    const onTouch = (): void => {
      const { alarm, sound } = latest.current;
      alarm.unlock();
      if (sound && alarm.kind !== null && alarm.mutedUntil === null) alarm.mute();
    };
    addEventListener('keydown', onKey);
    addEventListener('pointerdown', onTouch);
    return () => {
      removeEventListener('keydown', onKey);
      removeEventListener('pointerdown', onTouch);
    };
  }, []);
};
