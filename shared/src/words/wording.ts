import type { Audience } from '../domain/event.ts';
import type { Level, MaintenancePhase, Phase } from '../domain/words.ts';
import { exactPercent, grouped } from './format.ts';

/** The words for each value of the closed vocabularies, in full and short. */
export const LEVEL_WORD: Readonly<Record<Level, string>> = {
  operational: 'Operational',
  under_maintenance: 'Under maintenance',
  unknown: 'Unknown',
  degraded_performance: 'Degraded performance',
  partial_outage: 'Partial outage',
  major_outage: 'Major outage',
};
/** The word for a level. An operational component that is not measured reads `No trouble reported`. */
export const levelWord = (level: Level, measured: boolean): string => (level === 'operational' && !measured ? 'No trouble reported' : LEVEL_WORD[level]);
export const LEVEL_SHORT: Readonly<Record<Level, string>> = {
  operational: 'Works',
  under_maintenance: 'Maintenance',
  unknown: 'Unknown',
  degraded_performance: 'Degraded',
  partial_outage: 'Partial',
  major_outage: 'Major',
};
export const PHASE_WORD: Readonly<Record<Phase | 'reopened', string>> = {
  investigating: 'Investigating',
  identified: 'Identified',
  monitoring: 'Monitoring',
  resolved: 'Resolved',
  reopened: 'Reopened',
};
export const MAINTENANCE_WORD: Readonly<Record<MaintenancePhase, string>> = {
  scheduled: 'Scheduled',
  in_progress: 'In progress',
  verifying: 'Verifying',
  completed: 'Completed',
  cancelled: 'Cancelled',
};

/** Who is hurt, as a label: `All customers`, `About 25 % of customers`, `4,200 websites`, `Not yet counted`; further words about them follow a comma. */
export const audienceWords = (audience: Audience | null): string => {
  if (audience === null) return NOT_COUNTED;
  const about = audience.estimate === true ? 'About ' : '';
  const noun = audience.of ?? 'customers';
  const also = audience.words === undefined ? '' : `, ${audience.words}`;
  switch (audience.kind) {
    case 'everyone':
      return capital(audience.words ?? `all ${noun}`);
    case 'share':
      return audience.share === undefined ? capital(audience.words ?? NOT_COUNTED) : `${about}${exactPercent(audience.share)} of ${noun}${also}`;
    case 'count':
      return audience.count === undefined ? capital(audience.words ?? NOT_COUNTED) : `${about}${grouped(audience.count)} ${noun}${also}`;
    case 'some':
      return capital(audience.words ?? `some ${noun}`);
    case 'region':
    case 'predicate':
    case 'unknown':
      return capital(audience.words ?? audience.of ?? NOT_COUNTED);
    default:
      return audience.kind satisfies never;
  }
};
/** Several audiences as labels without repetition: a label that another one continues is left out. */
export const audiencesWords = (audiences: readonly (Audience | null)[]): string[] => {
  const words = [...new Set(audiences.map(audienceWords))];
  return words.filter((word) => !words.some((other) => other.startsWith(`${word}, `)));
};
const NOT_COUNTED = 'Not yet counted';

/** The same words with a capital first letter. */
export const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

// In the scripts that boards are written in; a quotation mark or bracket may follow. An ellipsis ends a sentence too.
const END_MARK = /[.!?…؟۔।。！？｡]["'”’»›)\]）」』]*\s*$/u;

/** A text as a sentence: with a full stop, unless it ends in a mark already. Empty stays empty. */
export const sentence = (text: string): string => `${text}${text.trim() === '' || END_MARK.test(text) ? '' : '.'}`;

/** Texts as sentences one after the other; null and empty ones are left out. */
export const paragraph = (texts: readonly (string | null)[]): string =>
  texts
    .filter((text): text is string => text !== null && text.trim() !== '')
    .map(sentence)
    .join(' ');

/** A text to stand within a sentence: without a single full stop at its end. */
export const withoutStop = (text: string): string => text.replace(/(?<!\.)[.。｡]\s*$/u, '');

/** `A`, `A and B`, `A, B and C`. */
export const listed = (words: readonly string[]): string => (words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`);
