import type { Command, NewImpact } from '@sitrep/shared/domain/command.ts';
import { exactly, type FactTime } from '@sitrep/shared/domain/fact-time.ts';
import type { Scope } from '@sitrep/shared/domain/words.ts';
import { incidentMoments, type LogMoment } from '../import/sample-commands.ts';
import type { SampleIncident } from '../import/sample-file.ts';
import type { Scenario } from './scenarios.ts';

/**
 * Plans the replay of a past outage as if it happened now.
 *
 *     original   21:00 ─────── 9 h ─────── 06:00 ─ 20 m ─ 06:20 ── 5 m ── 06:25 …
 *     replay     0:00  ── longest pause ── 0:06  ─ 6 s ── 0:12  ── 5 s ── 0:17
 *
 * A pause is the original one divided by `speed`, at most `longestPauseMs`; where the source gives no time, it is `longestPauseMs`.
 * Events get the time of the replay, so timers on screen show the exercise; the texts contain the original time.
 * Deadlines keep their distance in days. Flags describe the source, not the outage, and are left out.
 */
export interface DrillOptions {
  drillId: string;
  startMs: number;
  speed: number;
  longestPauseMs: number;
  scope: Scope;
  /** The component of this board that stands in for a component of the sample. */
  place(componentId: string): string;
}
export interface Step {
  /** Milliseconds after the start of the replay. */
  afterMs: number;
  /** The original time, `06:00 UTC`, or null when the source has none. */
  clock: string | null;
  /** The line for the terminal; null for none. */
  says: string | null;
  commands: Command[];
}

export const planDrill = (scenario: Scenario, incidents: readonly SampleIncident[], options: DrillOptions): Step[] => {
  const renamed = incidents.map((incident) => rename(incident, incidents, options.drillId));
  const started: Step = {
    afterMs: 0,
    clock: null,
    says: null,
    commands: [{ type: 'start-drill', drillId: options.drillId, name: scenario.title, speed: options.speed, goals: [...scenario.goals], scope: options.scope }],
  };
  let afterMs = 0;
  const steps: Step[] = [started];
  for (const [n, incident] of renamed.entries()) {
    if (n > 0) afterMs += options.longestPauseMs;
    const replayed = replay(incident, afterMs, options);
    steps.push(...replayed);
    afterMs = replayed.at(-1)?.afterMs ?? afterMs;
  }
  return steps;
};

/** An exercise uses new ids, so it never collides with the real incident or an earlier exercise. */
const rename = (incident: SampleIncident, all: readonly SampleIncident[], drillId: string): SampleIncident => {
  const own = (id: string) => `${drillId}-${id}`;
  const known = (id: string) => all.some((other) => other.id === id);
  const { links, commitments, ...rest } = incident;
  return {
    ...rest,
    id: own(incident.id),
    links: (links ?? []).flatMap((link) =>
      known(link.incident) ? [{ ...link, incident: own(link.incident), ...(link.commitment ? { commitment: own(link.commitment) } : {}) }] : [],
    ),
    commitments: (commitments ?? []).map((commitment) => ({ ...commitment, id: own(commitment.id) })),
  };
};

interface Placed extends LogMoment {
  afterMs: number;
}

const replay = (incident: SampleIncident, fromMs: number, options: DrillOptions): Step[] => {
  const { speed, longestPauseMs } = options;
  let afterMs = fromMs;
  let last: FactTime | null = null;
  const placed: Placed[] = [];
  for (const told of incidentMoments(incident)) {
    const original = last === null ? 0 : gap(last, told.at);
    afterMs += original === null ? longestPauseMs : Math.min(longestPauseMs, Math.max(0, original) / speed);
    placed.push({ ...told, afterMs: Math.round(afterMs) });
    if (told.at.ms !== null || told.at.clock !== undefined) last = told.at;
  }
  const when = clockOf(placed, options.startMs);
  return placed
    .map((told): Step => {
      const commands = told.commands.flatMap((command) => asExercise(command, told, when, options));
      return { afterMs: told.afterMs, clock: clockThen(told.at), says: sayings(commands), commands };
    })
    .filter(({ commands }) => commands.length > 0);
};

/** Original milliseconds between two moments; null when unknown. */
const gap = (from: FactTime, to: FactTime): number | null => {
  if (from.ms !== null && to.ms !== null && to.precision !== 'day') return to.ms - from.ms;
  if (from.clock === undefined || to.clock === undefined) return null;
  return ((minuteOf(to.clock) - minuteOf(from.clock) + 1440) % 1440) * 60_000;
};
const minuteOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));

/** In: a time of the original. Out: UTC ms of the replay, interpolated between the nearest moments before and after it; null when the original is undated. */
const clockOf =
  (placed: readonly Placed[], startMs: number) =>
  (time: FactTime): number | null => {
    if (time.ms === null) return null;
    const dated = placed.flatMap(({ at, afterMs }) => (at.ms === null || at.precision === 'day' ? [] : [{ ms: at.ms, afterMs }]));
    const before = dated.findLast(({ ms }) => ms <= (time.ms as number));
    const after = dated.find(({ ms }) => ms >= (time.ms as number));
    if (before === undefined || after === undefined) return null;
    const share = after.ms === before.ms ? 0 : (time.ms - before.ms) / (after.ms - before.ms);
    return Math.round(startMs + before.afterMs + share * (after.afterMs - before.afterMs));
  };

const clockThen = (at: FactTime): string | null => {
  if (at.clock !== undefined) return `${at.clock} UTC`;
  return at.ms === null || at.precision === 'day' || at.precision === 'part_of_day' ? null : `${new Date(at.ms).toISOString().slice(11, 16)} UTC`;
};

/** In an exercise everything is said at the time it is recorded. */
const toldNow = ({ saidAt: _, ...command }: Command): Command => command as Command;

const asExercise = (original: Command, told: Placed, when: (time: FactTime) => number | null, options: DrillOptions): Command[] => {
  const { drillId: drill, scope, place } = options;
  const command = toldNow(original);
  const now = exactly(options.startMs + told.afterMs);
  const mapped = (time: FactTime | undefined): FactTime => {
    const ms = time === undefined ? null : when(time);
    return ms === null ? now : exactly(ms);
  };
  const impact = (stated: NewImpact): NewImpact => {
    const { until: _, ...rest } = stated;
    return { ...rest, componentId: place(stated.componentId), regions: [], from: mapped(stated.from) };
  };
  const own = <C extends Command>(moved: C) => ({ ...moved, at: now });
  const scoped = <C extends Command & { scope?: Scope | undefined }>(scopedCommand: C) => ({
    ...own(scopedCommand),
    scope: scopedCommand.scope === 'internal' ? ('internal' as const) : scope,
  });
  switch (command.type) {
    case 'flag-incident':
      return [];
    case 'open-incident':
      return [
        {
          ...scoped(command),
          startedAt: now,
          drill,
          impacts: (command.impacts ?? []).map(impact),
        },
      ];
    case 'state-impact':
      return [{ ...scoped(command), impact: impact(command.impact) }];
    case 'end-impact':
      return [{ ...scoped(command), until: mapped(command.until) }];
    case 'resolve-incident':
      return [{ ...scoped(command), endedAt: now }];
    case 'reopen-incident':
      return [{ ...scoped(command), from: now }];
    case 'state-detection':
      return [{ ...scoped(command), detection: { ...command.detection, at: mapped(command.detection.at) } }];
    case 'post-update': {
      const clock = clockThen(told.at);
      // An update takes no time of its own.
      const { at: _, ...said } = scoped(command);
      return [{ ...said, text: clock === null ? command.text : `${clock}: ${command.text}` }];
    }
    case 'make-commitment':
      return [{ ...scoped(command), drill, due: due(command.due ?? null, told.at, now) }];
    case 'acknowledge-incident':
    case 'fail-commitment':
      return [own(command)];
    case 'keep-commitment':
    case 'name-third-party':
    case 'link-incident':
    case 'state-cause':
    case 'give-guidance':
    case 'change-phase':
    case 'retitle-incident':
    case 'write-postmortem':
      return [scoped(command)];
    default:
      return [];
  }
};

const DAY = 86_400_000;
/** As many days from now as the original deadline was from the moment it was set; undated ones stay undated. */
const due = (original: FactTime | null, setAt: FactTime, now: FactTime): FactTime | null => {
  if (original === null || original.ms === null || setAt.ms === null || now.ms === null) return null;
  const ms = (Math.floor(now.ms / DAY) + Math.round((original.ms - setAt.ms) / DAY)) * DAY;
  return { ms, precision: 'day', untilMs: ms + DAY };
};

/** The line for the terminal: what changed, then what was said. */
const sayings = (commands: readonly Command[]): string | null => {
  const parts = commands.flatMap((command) => {
    switch (command.type) {
      case 'open-incident':
        return [`Opened: ${command.title}`];
      case 'change-phase':
        return [command.phase];
      case 'resolve-incident':
        return ['RESOLVED'];
      case 'reopen-incident':
        return ['REOPENED'];
      case 'post-update':
        return command.scope === 'internal' ? [] : [command.text.replace(/^\d\d:\d\d UTC: /, '').split('\n')[0] ?? ''];
      default:
        return [];
    }
  });
  const actions = commands.filter(({ type }) => type === 'make-commitment').length;
  if (actions > 0) parts.push(`${actions} ${actions === 1 ? 'action' : 'actions'} agreed`);
  return parts.length === 0 ? null : parts.join(' · ');
};
