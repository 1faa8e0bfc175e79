import type { Level } from '@sitrep/shared/domain/words.ts';

/** How a level is drawn: the value of `data-st` in the style sheets. The word is the status; colour and shape only repeat it. */
export type StatusCode = 'op' | 'mnt' | 'unk' | 'deg' | 'par' | 'maj';

export const LEVEL_CODE: Readonly<Record<Level, StatusCode>> = {
  operational: 'op',
  under_maintenance: 'mnt',
  unknown: 'unk',
  degraded_performance: 'deg',
  partial_outage: 'par',
  major_outage: 'maj',
};
