/** All rooms. */
export const ROOMS = [
  { to: '/', words: 'Board', key: 'B' },
  { to: '/incidents', words: 'Incidents', key: 'I' },
  { to: '/history', words: 'History', key: 'H' },
] as const;
