import { Session } from 'node:inspector';

/**
 * How many function calls some work takes, those of callbacks included: a measure of work that is the same on every machine. In: synchronous work, which must
 * have run once before, so that nothing is loaded meanwhile. Out: the number of calls.
 */
export const stepsOf = (work: () => void): number => {
  const session = new Session();
  session.connect();
  try {
    // The answers for one's own thread come at once.
    session.post('Profiler.enable');
    session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
    session.post('Profiler.takePreciseCoverage');
    work();
    let steps = 0;
    session.post('Profiler.takePreciseCoverage', (_, taken) => {
      for (const { functions } of taken.result) for (const { ranges } of functions) steps += ranges[0]?.count ?? 0;
    });
    session.post('Profiler.stopPreciseCoverage');
    return steps;
  } finally {
    session.disconnect();
  }
};
