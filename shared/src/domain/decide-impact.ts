import type { NewImpact } from './command.ts';
import type { Decide } from './decision.ts';
import {
  asSeenIn,
  equal,
  fact,
  findIncident,
  firstRefusal,
  given,
  hiddenComponent,
  incidentHeader,
  isRejection,
  unknownComponent,
  unknownRegion,
} from './decision.ts';
import type { Impact } from './event.ts';
import { isSurelyLater } from './fact-span.ts';
import { type FactTime, wordless } from './fact-time.ts';
import type { Rejection } from './rejection.ts';
import { reject } from './rejection.ts';
import type { Incident } from './state.ts';
import type { Scope } from './words.ts';
import type { Context, World } from './world.ts';

/** The impacts of a command, completed, or the first refusal. `at`: beginning of impacts that give none. `scope`: who sees them. */
export const newImpacts = (
  world: World,
  asked: readonly NewImpact[],
  { at: from, scope }: { at: FactTime; scope: Scope | undefined },
  context: Context,
): Impact[] | Rejection => {
  const impacts: Impact[] = [];
  const ids = new Set<string>();
  for (const [index, one] of asked.entries()) {
    const impact = complete(one, one.impactId ?? context.newId('imp'), from);
    const refused = refuseImpact(world, impact, scope, `impacts.${index}`);
    if (refused !== null) return refused;
    if (ids.has(impact.impactId)) {
      return reject('impact_repeated', { impactId: impact.impactId }, `impacts.${index}.impactId`);
    }
    ids.add(impact.impactId);
    impacts.push(impact);
  }
  return impacts;
};

export const stateImpact: Decide<'state-impact'> = (world, command, context) => {
  const incident = findIncident(world, command);
  if (isRejection(incident)) return incident;
  const asked = command.impact;
  const head = incidentHeader(command, context, incident);
  const known = incident.impacts.find(({ impactId }) => impactId === asked.impactId);
  if (known !== undefined && known.componentId !== asked.componentId) {
    return reject('impact_elsewhere', { impactId: known.impactId, componentId: known.componentId, asked: asked.componentId }, 'impact.componentId');
  }
  // A statement about a resolved incident concerns the time before its end.
  const over = incident.phase === 'resolved';
  const began = known?.from ?? incident.startedAt;
  const at = over ? (command.scope === 'public' ? wordless(began) : began) : head.at;
  const impact =
    known === undefined
      ? complete(asked, asked.impactId ?? context.newId('imp'), at)
      : restate(
          asked,
          asToldIn(world, incident, known, command.scope),
          at,
          over && known.until !== null && command.scope === 'public' ? wordless(known.until) : over ? known.until : null,
        );
  if (known !== undefined && command.scope === 'public' && regionsUntold(world, incident, known, asked)) {
    return reject('regions_needed', { impactId: known.impactId }, 'impact.regions');
  }
  const refused = refuseImpact(world, impact, command.scope, 'impact', over ? incident.endedAt : null);
  if (refused !== null) return refused;
  // Telling customers ends no knowledge: inside, the fields left out keep what was said there.
  const inside = known === undefined || command.scope !== 'public' ? impact : restate(asked, known, over ? began : head.at, over ? known.until : null);
  const seen = asSeenIn(world, incident, command.scope).impacts.find(({ impactId }) => impactId === impact.impactId);
  if (equal(seen, impact) && equal(known, inside)) return reject('impact_unchanged', {}, 'impact');
  return {
    events: [
      fact(head, 'impact-stated', { incidentId: incident.id, impact }),
      ...(equal(inside, impact) ? [] : [fact({ ...head, scope: 'internal' }, 'impact-stated', { incidentId: incident.id, impact: inside })]),
    ],
  };
};

export const endImpact: Decide<'end-impact'> = (world, command, context) => {
  const incident = findIncident(world, command);
  if (isRejection(incident)) return incident;
  const { impactId } = command;
  const head = incidentHeader(command, context, incident);
  const until = command.until ?? head.at;
  const impact = asSeenIn(world, incident, command.scope).impacts.find((other) => other.impactId === impactId);
  if (impact === undefined) return reject('impact_unknown', { incidentId: incident.id, impactId }, 'impactId');
  if (impact.until !== null && (command.until === undefined || equal(impact.until, until))) {
    return reject('impact_over', { impactId }, 'until');
  }
  // What customers are told applies inside too, where the beginning may be another one.
  const inside = incident.impacts.find((other) => other.impactId === impactId);
  const late = [inside ?? impact, impact].find(({ from }) => endsBefore(from, until));
  if (late !== undefined) return reject('impact_ends_early', { from: late.from, scope: late === inside ? 'internal' : 'public' }, 'until');
  return { events: [fact(head, 'impact-ended', { incidentId: incident.id, impactId, until })] };
};

const complete = (asked: NewImpact, impactId: string, from: FactTime): Impact => ({
  impactId,
  componentId: asked.componentId,
  regions: asked.regions ?? [],
  audience: asked.audience ?? null,
  level: asked.level,
  notAffected: asked.notAffected ?? false,
  mode: asked.mode ?? null,
  what: asked.what ?? null,
  ...(asked.byRepair === undefined ? {} : { byRepair: asked.byRepair }),
  from: asked.from ?? from,
  until: asked.until ?? null,
});

/** Of an internal impact customers learn only level and beginning, without its wording; audience, effect and kind only when these are stated publicly. */
const asToldIn = (world: World, incident: Incident, known: Impact, scope: Scope | undefined): Impact => {
  const { byRepair: _, ...rest } = known;
  const theirs = impactAsSeenIn(world, incident, known, scope);
  const { what = null, audience = null, mode = null, byRepair } = theirs ?? {};
  const from = theirs !== undefined && theirs.from.ms === known.from.ms ? theirs.from : wordless(known.from);
  return { ...rest, what, audience, mode, from, ...(byRepair === undefined ? {} : { byRepair }) };
};
/** The regions were stated internally only, and an impact without regions would mean everywhere. */
const regionsUntold = (world: World, incident: Incident, known: Impact, { regions }: NewImpact): boolean =>
  regions === undefined && !equal(known.regions, impactAsSeenIn(world, incident, known, 'public')?.regions ?? []);
const impactAsSeenIn = (world: World, incident: Incident, { impactId }: Impact, scope: Scope | undefined): Impact | undefined =>
  asSeenIn(world, incident, scope).impacts.find((other) => other.impactId === impactId);

/** Fields left out stay unchanged, but what is stated again is no earlier stretch any more. A new level, or an impact that had ended, begins now; any other change corrects the impact from its beginning. */
const restate = (asked: NewImpact, { earlierOf: _, ...known }: Impact, at: FactTime, until: FactTime | null): Impact => {
  const notAffected = asked.notAffected ?? (asked.level === 'operational' && known.notAffected);
  const turned = asked.level !== known.level || notAffected !== known.notAffected || known.until !== null;
  return {
    ...known,
    from: turned ? at : known.from,
    until,
    ...given(asked),
    regions: asked.regions ?? known.regions,
    notAffected,
    impactId: known.impactId,
  };
};

const endsBefore = (from: FactTime, until: FactTime | null): boolean => until !== null && isSurelyLater(from, until);

const refuseImpact = (world: World, impact: Impact, scope: Scope | undefined, field: string, endedAt: FactTime | null = null): Rejection | null =>
  firstRefusal([
    unknownComponent(world, impact.componentId, `${field}.componentId`),
    hiddenComponent(world, impact.componentId, scope, `${field}.componentId`),
    unknownRegion(world, impact.regions, `${field}.regions`),
    impact.notAffected && impact.level !== 'operational' ? reject('unaffected_not_operational', {}, `${field}.level`) : null,
    !impact.notAffected && impact.level === 'operational' ? reject('impact_operational', {}, `${field}.level`) : null,
    endsBefore(impact.from, impact.until ?? endedAt) ? reject('impact_ends_early', { from: impact.from, scope: 'internal' }, `${field}.until`) : null,
  ]);
