/**
 * An epoch identifies a period of a log in which no position changed its meaning: `<lifetime>-<number>`.
 *
 * - A restore or import starts a new lifetime, which has no order relative to the first.
 * - A redaction renews the epoch within its lifetime. Numbers are ordered, so that a client can tell which of two nodes is behind.
 */
export const firstEpoch = (lifetime: string): string => `${lifetime}-1`;

/** The epoch after a redaction. One without a number, as from elsewhere, gets its first. */
export const nextEpoch = (epoch: string): string => {
  const { lifetime, number } = read(epoch);
  return `${lifetime}-${number + 1}`;
};

/** Whether `a` came before `b`. False when they are of different lifetimes, or the same. */
export const isOlderEpoch = (a: string, b: string): boolean => {
  const first = read(a);
  const second = read(b);
  return first.lifetime === second.lifetime && first.number < second.number;
};

/** Whether they are epochs of one log, with no restore or import between them. */
export const isOfOneLifetime = (a: string, b: string): boolean => read(a).lifetime === read(b).lifetime;

const read = (epoch: string): { lifetime: string; number: number } => {
  const parts = /^(.*)-(\d{1,9})$/.exec(epoch);
  return { lifetime: parts?.[1] ?? epoch, number: Number(parts?.[2] ?? 0) };
};
