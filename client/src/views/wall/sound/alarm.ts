import type { Level } from '@sitrep/shared/domain/words.ts';
import { levelRank } from '@sitrep/shared/domain/words.ts';
import { worsened } from '@sitrep/shared/query/verdict.ts';
import type { Verdict } from '@sitrep/shared/words/verdict.ts';

/**
 * When a wall with sound sounds an alarm. Pure; the browser's part is in `use-alarm.ts`.
 *
 *     worsened ─▶ major | worse      a minute of silence ─▶ stale
 *     repeats each minute until it is over or muted; a mute lasts 30 min and does not cover a later escalation
 */
export type AlarmKind = 'worse' | 'stale' | 'major';
const RANK: Readonly<Record<AlarmKind, number>> = { worse: 1, stale: 2, major: 3 };
interface Raised {
  readonly kind: AlarmKind;
  readonly level: Level;
}
export interface AlarmState {
  /** The last known verdict; null before the first. */
  readonly verdict: Verdict | null;
  readonly stale: boolean;
  /** Alarms that still apply, worst first. `level`: that of the board when the alarm was raised. */
  readonly standing: readonly Raised[];
  /** How many alarms were raised so far. A change makes the next one sound at once, not with the next repetition. */
  readonly raised: number;
  /** `until`: server time, UTC ms; `covers`: rank of the worst level that was muted; `stale`: a loss of data was muted. */
  readonly muted: { readonly until: number; readonly covers: number; readonly stale: boolean } | null;
}
export const SILENT: AlarmState = { verdict: null, stale: false, standing: [], raised: 0, muted: null };

export const MUTE_MS = 30 * 60_000;
export const REPEAT_MS = 60_000;

/** `verdict`: null before anything is known; `stale`: nothing was received for a minute, or updates have stopped for good; `now`: UTC ms. */
export interface Heard {
  readonly verdict: Verdict | null;
  readonly stale: boolean;
  readonly now: number;
}

/** Out: the next state. The first verdict after the page was opened raises no alarm. */
export const hear = (state: AlarmState, { verdict, stale, now }: Heard): AlarmState => {
  let standing = state.standing.filter(({ kind, level }) => holds(kind, level, verdict, stale));
  let { raised } = state;
  let muted = state.muted !== null && state.muted.until > now ? state.muted : null;
  const raise = (kind: AlarmKind, level: Level): void => {
    standing = [{ kind, level }, ...standing.filter((one) => one.kind !== kind)].sort((a, b) => RANK[b.kind] - RANK[a.kind]);
    raised += 1;
    if (muted !== null && !covered(muted, kind, level)) muted = null;
  };
  if (verdict !== null && state.verdict !== null && worsened(state.verdict, verdict)) {
    if (verdict.level === 'major_outage') raise('major', verdict.level);
    // The beginning of planned work is not an alarm.
    else if (levelRank(verdict.level) > levelRank('under_maintenance')) raise('worse', verdict.level);
  }
  if (stale && !state.stale && verdict !== null) raise('stale', verdict.level);
  return { verdict: verdict ?? state.verdict, stale, standing, raised, muted };
};

/** Whether a mute also covers a new alarm. Order: major outage > no data > the rest. A new major outage is never covered, nor is a level that only became known after a muted loss of data. */
const covered = (muted: NonNullable<AlarmState['muted']>, kind: AlarmKind, level: Level): boolean => {
  if (kind === 'major') return false;
  return kind === 'stale' ? muted.stale || muted.covers >= levelRank('major_outage') : levelRank(level) <= muted.covers;
};

const holds = (kind: AlarmKind, level: Level, verdict: Verdict | null, stale: boolean): boolean => {
  if (kind === 'stale') return stale;
  return verdict !== null && levelRank(verdict.level) >= levelRank(kind === 'major' ? 'major_outage' : level);
};

/** The alarm that sounds now; null for silence. */
export const sounding = ({ standing, muted }: AlarmState): AlarmKind | null => {
  const [worst] = standing;
  return worst === undefined || muted !== null ? null : worst.kind;
};

/** Mutes the present alarms, or ends a mute. `now`: UTC ms. */
export const toggleMute = (state: AlarmState, now: number): AlarmState => ({ ...state, muted: state.muted === null ? muteOf(state.standing, now) : null });

const muteOf = (standing: AlarmState['standing'], now: number): AlarmState['muted'] => ({
  until: now + MUTE_MS,
  covers: Math.max(0, ...standing.filter(({ kind }) => kind !== 'stale').map(({ level }) => levelRank(level))),
  stale: standing.some(({ kind }) => kind === 'stale'),
});
