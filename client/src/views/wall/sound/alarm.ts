import type { Level } from '@sitrep/shared/domain/words.ts';
import { levelRank } from '@sitrep/shared/domain/words.ts';
import { worsened } from '@sitrep/shared/query/verdict.ts';
import type { Verdict } from '@sitrep/shared/words/verdict.ts';

/**
 * When a wall with sound sounds an alarm. Pure; the browser's part is in `use-alarm.ts`.
 *
 *     worsened ─▶ major | worse      nobody acknowledged in time ─▶ late      a minute of silence ─▶ stale
 *     repeats each minute until it is over, acknowledged or muted; a mute lasts 30 min and does not cover a later escalation
 *
 * What somebody has acknowledged already sounds once, when it gets worse.
 */
export type AlarmKind = 'worse' | 'late' | 'stale' | 'major';
const RANK: Readonly<Record<AlarmKind, number>> = { worse: 1, late: 2, stale: 3, major: 4 };
interface Raised {
  readonly kind: AlarmKind;
  readonly level: Level;
}
export interface AlarmState {
  /** The last known verdict; null before the first. */
  readonly verdict: Verdict | null;
  readonly stale: boolean;
  /** Ids of what nobody took in time, null before that is known, and those for which the alarm was raised: not for what was late when the page was opened. */
  readonly late: readonly string[] | null;
  readonly raisedFor: readonly string[];
  /** Alarms that still apply, worst first. `level`: that of the board when the alarm was raised. */
  readonly standing: readonly Raised[];
  /** How many alarms were raised so far. A change makes the next one sound at once, not with the next repetition. */
  readonly raised: number;
  /** The last alarm, where somebody has acknowledged what raised it: it is not repeated. */
  readonly once: AlarmKind | null;
  /** `until`: server time, UTC ms; `covers`: rank of the worst level that was muted; `stale`: a loss of data was muted. */
  readonly muted: { readonly until: number; readonly covers: number; readonly stale: boolean } | null;
}
export const SILENT: AlarmState = { verdict: null, stale: false, late: null, raisedFor: [], standing: [], raised: 0, once: null, muted: null };

export const MUTE_MS = 30 * 60_000;
export const REPEAT_MS = 60_000;

/**
 * `verdict`: null before anything is known; `untaken`: the worst level of what nobody has acknowledged; `late`: ids of the incidents and
 * suspicions that nobody took in time, null while that is not known; `stale`: nothing was received for a minute, or updates have stopped for good; `now`: UTC ms.
 */
export interface Heard {
  readonly verdict: Verdict | null;
  readonly untaken: Level;
  readonly late: readonly string[] | null;
  readonly stale: boolean;
  readonly now: number;
}

/** Out: the next state. The first verdict after the page was opened raises no alarm. */
export const hear = (state: AlarmState, { verdict, untaken, stale, now, ...heard }: Heard): AlarmState => {
  // Without news nobody knows whether somebody has it by now.
  const late = stale || heard.late === null ? state.late : heard.late;
  // What was late when that was first known was so before the page was opened.
  const lately = (state.late === null ? [] : (late ?? [])).filter((id) => state.late?.includes(id) !== true);
  const raisedFor = [...state.raisedFor.filter((id) => late?.includes(id)), ...lately];
  const isTaken = ({ kind, level }: Raised): boolean => (kind === 'major' || kind === 'worse') && levelRank(untaken) < levelRank(level);
  let standing = state.standing.filter((one) => holds(one, verdict, stale, raisedFor) && !isTaken(one));
  let { raised } = state;
  let once: AlarmKind | null = null;
  let muted = state.muted !== null && state.muted.until > now ? state.muted : null;
  const raise = (kind: AlarmKind, level: Level): void => {
    const one = { kind, level };
    if (isTaken(one)) once = kind;
    else standing = [one, ...standing.filter((other) => other.kind !== kind)].sort((a, b) => RANK[b.kind] - RANK[a.kind]);
    raised += 1;
    if (muted !== null && !covered(muted, kind, level)) muted = null;
  };
  if (verdict !== null && state.verdict !== null && worsened(state.verdict, verdict)) {
    if (verdict.level === 'major_outage') raise('major', verdict.level);
    // The beginning of planned work is not an alarm.
    else if (levelRank(verdict.level) > levelRank('under_maintenance')) raise('worse', verdict.level);
  }
  if (lately.length > 0 && verdict !== null) raise('late', verdict.level);
  if (stale && !state.stale && verdict !== null) raise('stale', verdict.level);
  return { verdict: verdict ?? state.verdict, stale, late, raisedFor, standing, raised, once, muted };
};

/**
 * Whether a mute also covers a new alarm. Order: major outage > no data > the rest. A new major outage is never covered, nor that nobody has an incident in time, nor
 * a level that only became known after a muted loss of data.
 */
const covered = (muted: NonNullable<AlarmState['muted']>, kind: AlarmKind, level: Level): boolean => {
  if (kind === 'major' || kind === 'late') return false;
  return kind === 'stale' ? muted.stale || muted.covers >= levelRank('major_outage') : levelRank(level) <= muted.covers;
};

const holds = ({ kind, level }: Raised, verdict: Verdict | null, stale: boolean, raisedFor: readonly string[]): boolean => {
  if (kind === 'stale') return stale;
  if (kind === 'late') return raisedFor.length > 0;
  return verdict !== null && levelRank(verdict.level) >= levelRank(kind === 'major' ? 'major_outage' : level);
};

/** The alarm that sounds now, and again each minute; null for silence. */
export const sounding = ({ standing, muted }: AlarmState): AlarmKind | null => {
  const [worst] = standing;
  return worst === undefined || muted !== null ? null : worst.kind;
};

/** The alarm that sounds at this moment, also one that is not repeated. */
export const soundsNow = (state: AlarmState): AlarmKind | null => (state.muted === null ? state.once : null) ?? sounding(state);

/** Mutes the present alarms, or ends a mute. `now`: UTC ms. */
export const toggleMute = (state: AlarmState, now: number): AlarmState => ({ ...state, muted: state.muted === null ? muteOf(state.standing, now) : null });

const muteOf = (standing: AlarmState['standing'], now: number): AlarmState['muted'] => ({
  until: now + MUTE_MS,
  covers: Math.max(0, ...standing.filter(({ kind }) => kind !== 'stale').map(({ level }) => levelRank(level))),
  stale: standing.some(({ kind }) => kind === 'stale'),
});
