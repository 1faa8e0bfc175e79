/** A seed that never changes, so that `npm test` is the same run twice; `npm run test:long` sets another one each time and prints it. */
const FIXED = 20_201_008;

/** What every random choice of the tests follows from: TEST_SEED, else a number that never changes. */
export const TEST_SEED = Number(process.env.TEST_SEED ?? FIXED);
