import { useState } from 'react';

const KEPT_AT = 'sitrep.wall.sound';

/** Whether sound is on for this screen, and a setter. In: whether the address asks for it; otherwise the last choice in this browser holds. Off by default. */
export const useKeptSound = (asked: boolean): [boolean, (on: boolean) => void] => {
  const [sound, setSound] = useState(() => asked || read() === 'on');
  return [
    sound,
    (on) => {
      setSound(on);
      try {
        localStorage.setItem(KEPT_AT, on ? 'on' : 'off');
      } catch {
        // Without storage the choice lasts as long as the page.
      }
    },
  ];
};

const read = (): string | null => {
  try {
    return localStorage.getItem(KEPT_AT);
  } catch {
    return null;
  }
};
