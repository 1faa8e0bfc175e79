/** Time as a dependency, so that tests decide what time it is. Only `main.ts` makes the real one. */
export interface Clock {
  /** UTC milliseconds. */
  now(): number;
  /** Calls `run` every `ms` until the returned function is called. Does not keep the process alive. */
  every(ms: number, run: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  every: (ms, run) => {
    const timer = setInterval(run, ms);
    timer.unref();
    return () => clearInterval(timer);
  },
};
