import { useState } from 'react';

const KEPT_AT = 'sitrep.wall.sound';

/** Whether this screen wants sound: as its address says, else as it was last chosen here. Off until somebody asks for it. */
export const useKeptSound = (asked: boolean): [boolean, (on: boolean) => void] => {
  const [sound, setSound] = useState(() => asked || read() === 'on');
  return [
    sound,
    (on) => {
      setSound(on);
      try {
        localStorage.setItem(KEPT_AT, on ? 'on' : 'off');
      } catch {
        // Forbidden storage: the choice lasts as long as the page.
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
