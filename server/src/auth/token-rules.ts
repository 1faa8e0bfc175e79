import { type Grant, type Right, rightsOf } from '@sitrep/shared/domain/rights.ts';

const DAY = 24 * 3_600_000;
/** A token ends after this unless another end was asked for, days. */
export const TOKEN_DAYS = 90;
/** No token is made for longer, days. */
export const TOKEN_DAYS_AT_MOST = 366;

/** When a new token ends, UTC ms; null when that is further away than is allowed. `asked`: null for the usual time. A whole day is granted for zones and clocks. */
export const tokenEnd = (asked: number | null, now: number): number | null =>
  asked === null ? now + TOKEN_DAYS * DAY : asked > now + (TOKEN_DAYS_AT_MOST + 1) * DAY ? null : asked;

/** The rights of a grant that whoever gives it does not have: nobody gives those. */
export const notTheirs = (giver: ReadonlySet<Right>, grant: Grant): Right[] => [...rightsOf(grant)].filter((right) => !giver.has(right));
