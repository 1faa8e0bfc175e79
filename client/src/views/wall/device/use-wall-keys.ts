import { useEffect, useRef } from 'react';
import { useUi } from '../../../ui-state.ts';
import type { Alarm } from '../sound/use-alarm.ts';

interface Keys {
  alarm: Alarm;
  sound: boolean;
  setSound: (on: boolean) => void;
}

/** The few keys of a wall: sound, mute, full screen, back to the board; the single ones where this browser has not turned them off. A touch mutes what sounds. */
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
