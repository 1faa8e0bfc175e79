import type { Uptime } from '../query/uptime.ts';
import { percent, percentDigits } from './format.ts';

/** Why there is no uptime figure, in a sentence. */
export const NO_SHARE: Readonly<Record<NonNullable<Uptime['noShare']>, string>> = {
  nothing_counts: 'No minute of this time counts, so there is no figure.',
  under_a_day: 'Less than a day of minutes counts so far, which is too little for a figure.',
};

/** An uptime share with at least `digits` decimals, and as many as its target has, so that a share that reached the target never reads as below it. */
export const upWords = (share: number, target: number | null, digits = 2): string =>
  percent(share, target === null ? digits : Math.max(digits, percentDigits(target)));
