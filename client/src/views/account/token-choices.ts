/** Stands for no role. */
export const NO_ROLE = 'none';
/** When a token ends: the server takes no more than 366 days. */
export const DAYS = [
  { key: '7', words: 'After a week' },
  { key: '30', words: 'After 30 days' },
  { key: '90', words: 'After 90 days' },
  { key: '365', words: 'After a year' },
];
/** In: days, and UTC ms. Out: the time so many days on, as the API takes it. */
export const endAfter = (days: number, now: number): string => new Date(now + days * 86_400_000).toISOString();
