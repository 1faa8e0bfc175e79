import { type RefObject, useEffect } from 'react';
import { useNowEvery } from '../../../sync/use-now.ts';

// One pixel at a time is below what anybody sees across a room; over ten minutes and more it moves every edge.
const STEP_MS = 75_000;
const REACH = 8;

/** Where the picture stands after so many steps: out and back along each side in turn, one pixel a step. In px, 0 to `REACH`. */
export const shiftAt = (step: number): { x: number; y: number } => {
  const swing = (at: number): number => REACH - Math.abs((((at % (2 * REACH)) + 2 * REACH) % (2 * REACH)) - REACH);
  // The two sides take turns, so that no step moves by more than one pixel.
  return { x: swing(Math.floor((step + 1) / 2)), y: swing(Math.floor(step / 2)) };
};

/** Moves the picture against burn-in, too slowly to be seen. */
export const useShift = (stage: RefObject<HTMLElement | null>): void => {
  const step = useNowEvery(STEP_MS) / STEP_MS;
  useEffect(() => {
    const { x, y } = shiftAt(step);
    stage.current?.style.setProperty('translate', `${x}px ${y}px`);
  }, [step, stage]);
};
