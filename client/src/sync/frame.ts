/**
 * Runs `work` once for all calls within a frame. Hidden tabs get no frames, so a timer is the net: a wall behind another window must go on.
 * In: the work. Out: a function that asks for it.
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
