import { type RefObject, useEffect } from 'react';
import { useNowEvery } from '../../../sync/use-now.ts';

// A step of one pixel is invisible across a room; within some ten minutes every edge has moved by the full reach.
const STEP_MS = 75_000;
const REACH = 8;

/** In: the number of the step. Out: the offset of the picture in px, 0 to `REACH`; it moves out and back along both axes, one pixel per step. */
export const shiftAt = (step: number): { x: number; y: number } => {
  const swing = (at: number): number => REACH - Math.abs((((at % (2 * REACH)) + 2 * REACH) % (2 * REACH)) - REACH);
  // The axes take turns, so that no step moves by more than one pixel.
  return { x: swing(Math.floor((step + 1) / 2)), y: swing(Math.floor(step / 2)) };
};

/** Shifts the picture to prevent burn-in, too slowly to be seen. */
export const useBurnInShift = (stage: RefObject<HTMLElement | null>): void => {
  const step = useNowEvery(STEP_MS) / STEP_MS;
  useEffect(() => {
    const { x, y } = shiftAt(step);
    stage.current?.style.setProperty('translate', `${x}px ${y}px`);
  }, [step, stage]);
};
