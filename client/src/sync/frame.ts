/**
 * Runs `work` once for all calls within a frame. Hidden tabs get no frames, so a timer backs it up: a wall behind another window must keep updating.
 * In: the work. Out: a function that requests it.
 */
export const oncePerFrame = (work: () => void): (() => void) => {
  let frame = 0;
  let net: ReturnType<typeof setTimeout> | null = null;
  const run = (): void => {
    cancelAnimationFrame(frame);
    if (net !== null) clearTimeout(net);
    net = null;
    work();
  };
  return () => {
    if (net !== null) return;
    frame = requestAnimationFrame(run);
    net = setTimeout(run, 100);
  };
};
