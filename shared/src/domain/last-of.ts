/**
 * Finds the last of some numbers that passes a test, in logarithmic steps, in whatever order they are. In: the numbers. Out: the finder, whose test must pass
 * every number below one that it passes; it gives the place of the number, -1 where none passes.
 */
export const lastOf = (numbers: readonly number[]): ((passes: (number: number) => boolean) => number) => {
  // Ascending, and the least of what follows passes exactly as long as something that follows does.
  const leastFrom = [...numbers];
  for (let place = leastFrom.length - 2; place >= 0; place -= 1) leastFrom[place] = Math.min(leastFrom[place] ?? 0, leastFrom[place + 1] ?? 0);
  return (passes) => {
    let [low, high] = [0, leastFrom.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (passes(leastFrom[middle] ?? 0)) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  };
};
