import { worsened } from '@sitrep/shared/query/verdict.ts';
import type { Verdict } from '@sitrep/shared/words/verdict.ts';
import { useRef, useState } from 'react';

/** The last verdict that was worse than the one before it; null before the first. The first verdict after load never alerts: `settled` is false until then. */
export const useWorse = (verdict: Verdict, settled: boolean): Verdict | null => {
  const last = useRef(verdict);
  const [worse, setWorse] = useState<Verdict | null>(null);
  if (last.current.stateKey !== verdict.stateKey) {
    const isWorse = settled && worsened(last.current, verdict);
    last.current = verdict;
    if (isWorse) setWorse(verdict);
  }
  return worse;
};
