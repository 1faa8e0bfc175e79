import type { Level } from '@sitrep/shared/domain/words.ts';
import { LEVELS, levelRank } from '@sitrep/shared/domain/words.ts';
import { type Verdict, worsened } from '@sitrep/shared/query/verdict.ts';

/**
 * When a wall with sound is heard. Pure: the browser's part is in `use-alarm.ts`.
 *
 *     worsened ─▶ major | worse      a minute of silence ─▶ stale
 *     sounds again each minute until it is over or muted; a mute lasts 30 min and covers nothing worse than what it muted
 */
export type AlarmKind = 'worse' | 'stale' | 'major';
const RANK: Readonly<Record<AlarmKind, number>> = { worse: 1, stale: 2, major: 3 };
interface Raised {
  readonly kind: AlarmKind;
  readonly level: Level;
}
/** How bad it is: a change for the worse is as bad as the level it leads to. */
const badness = ({ kind, level }: Raised): number => RANK[kind] * LEVELS.length + (kind === 'worse' ? levelRank(level) : 0);

export interface AlarmState {
  /** The last verdict heard of; null before the first. */
  readonly told: Verdict | null;
  readonly stale: boolean;
  /** What is going on, worst first. `level`: the one a `worse` was raised at. */
  readonly standing: readonly Raised[];
  /** Server time (UTC ms) until which it is silent, and how bad the worst is that it covers. */
  readonly muted: { readonly until: number; readonly covers: number } | null;
}
export const SILENT: AlarmState = { told: null, stale: false, standing: [], muted: null };

export const MUTE_MS = 30 * 60_000;
export const REPEAT_MS = 60_000;

/** What a wall knows at a moment. `told`: null before anything is known; `stale`: over a minute without a word; `now`: UTC ms. */
export interface Heard {
  readonly told: Verdict | null;
  readonly stale: boolean;
  readonly now: number;
}

/** Out: the next state. What stood before the page was opened raises nothing. */
export const hear = (state: AlarmState, { told, stale, now }: Heard): AlarmState => {
  let standing = state.standing.filter(({ kind, level }) => holds(kind, level, told, stale));
  let muted = state.muted !== null && state.muted.until > now ? state.muted : null;
  const raise = (kind: AlarmKind, level: Level): void => {
    standing = [{ kind, level }, ...standing.filter((one) => one.kind !== kind)].sort((a, b) => RANK[b.kind] - RANK[a.kind]);
    // Another major outage is worse than the one that was muted.
    if (muted !== null && (badness({ kind, level }) > muted.covers || kind === 'major')) muted = null;
  };
  if (told !== null && state.told !== null && worsened(state.told, told)) {
    if (told.level === 'major_outage') raise('major', told.level);
    // Planned work is no alarm.
    else if (levelRank(told.level) > levelRank('under_maintenance')) raise('worse', told.level);
  }
  if (stale && !state.stale && told !== null) raise('stale', told.level);
  return { told: told ?? state.told, stale, standing, muted };
};

const holds = (kind: AlarmKind, level: Level, told: Verdict | null, stale: boolean): boolean => {
  if (kind === 'stale') return stale;
  return told !== null && levelRank(told.level) >= levelRank(kind === 'major' ? 'major_outage' : level);
};

/** What is to be heard now; null for silence. */
export const sounding = ({ standing, muted }: AlarmState): AlarmKind | null => {
  const [worst] = standing;
  return worst === undefined || muted !== null ? null : worst.kind;
};

/** A person mutes what sounds, or ends the mute. `now`: UTC ms. */
export const toggleMute = (state: AlarmState, now: number): AlarmState => ({
  ...state,
  muted: state.muted === null ? { until: now + MUTE_MS, covers: Math.max(0, ...state.standing.map(badness)) } : null,
});
