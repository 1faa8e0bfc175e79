import type { Random } from '@sitrep/server/push/simulation/random.ts';
import { exactly } from '@sitrep/shared/domain/fact-time.ts';
import type { Level } from '@sitrep/shared/domain/words.ts';
import type { Api } from '../../fixtures/api.ts';
import { WORDS } from '../../fixtures/wall-board.ts';

/** One action on a board. `at`: ms since the start. */
export interface Happening {
  readonly at: number;
  /** `now`: UTC ms by the server's clock. */
  act(to: Api, now: number): Promise<unknown>;
}

const MINUTE = 60_000;
/** Every action's effects begin and end within one such period, so that the wall is calm in between. */
export const STRETCH_MS = 120 * MINUTE;
/** From here to the end of a period nothing happens. */
export const BUSY_MS = 105 * MINUTE;
const COMPONENTS = 12;
const SCRIPTS = Object.values(WORDS);
const HURT: readonly Level[] = ['degraded_performance', 'partial_outage', 'major_outage'];

type Life = (id: string, from: number, until: number) => Happening[];

/**
 * A seeded life of a board. In: what its ids begin with, how many stretches it lasts, how many happenings there are at least, and how many times faster than
 * life it is. Out: in order of time.
 */
export const lifeOf = (random: Random, name: string, stretches: number, happenings: number, hurry = 1): Happening[] => {
  const all: Happening[] = [];
  for (let stretch = 0; stretch < stretches; stretch++) {
    // A board has one exercise at a time.
    let drills = 1;
    // The last one of each ends at the same time, so that the words of the calm after it are of one length.
    const last = stretch * STRETCH_MS + BUSY_MS;
    all.push(...livesOf(random).incident(`${name}-last-${stretch}`, (last - 5 * MINUTE) / hurry, last / hurry));
    const due = Math.round((happenings * (stretch + 1)) / stretches);
    while (all.length < due) {
      const [a, b] = [random.next(), random.next()].sort((x, y) => x - y) as [number, number];
      const begin = stretch * STRETCH_MS + 5 * MINUTE;
      const reach = BUSY_MS - 25 * MINUTE;
      const kind = random.weighted({ incident: 8, statement: 4, maintenance: 2, drill: drills, renaming: 1 });
      if (kind === 'drill') drills = 0;
      const [from, until] = [Math.round((begin + a * reach) / hurry), Math.round((begin + b * reach + 10 * MINUTE) / hurry)];
      all.push(...livesOf(random)[kind](`${name}-${kind}-${all.length}`, from, until));
    }
  }
  return all.sort((one, other) => one.at - other.at);
};

/** Events that fill every bounded list, above all the 500 deltas of the trail. Only then has a page its full size. */
export const fillOf = (random: Random): Happening[] => {
  const lives = livesOf(random);
  const every = MINUTE / 4;
  const few = Array.from({ length: 14 }, (_, n) => [
    ...lives.incident(`fill-incident-${n}`, n * every, (n + 3) * every),
    ...lives.maintenance(`fill-maintenance-${n}`, n * every, (n + 3) * every),
  ]);
  // As much text as in a busy week, so that later texts are no longer than it.
  const path = '/incidents/fill-talk';
  const many = Array.from({ length: 500 }, (_, n): Happening => {
    const { update } = random.pick(SCRIPTS) ?? WORDS.latin;
    return { at: 5 * MINUTE + (n * every) / 40, act: (to) => to.post(`${path}/updates`, { scope: 'public', text: `${n}. ${update}` }) };
  });
  return [
    { at: 0, act: (to) => to.post('/incidents', { incidentId: 'fill-talk', title: WORDS.latin.title, scope: 'public' }) },
    ...[...few.flat(), ...many].sort((one, other) => one.at - other.at),
    { at: FILL_MS - MINUTE, act: (to) => to.post(`${path}/resolve`, { scope: 'public' }) },
  ];
};
export const FILL_MS = 10 * MINUTE;

const livesOf = (random: Random): Record<'incident' | 'statement' | 'maintenance' | 'drill' | 'renaming', Life> => {
  const component = (): string => `c${random.below(COMPONENTS)}`;
  const level = (): Level => random.pick(HURT) ?? 'partial_outage';
  const words = () => random.pick(SCRIPTS) ?? WORDS.latin;
  return {
    incident: (incidentId, from, until) => {
      const { title, what, update, commander, note } = words();
      const at = (share: number): number => from + (until - from) * share;
      const path = `/incidents/${incidentId}`;
      const scopeOfAll = random.chance(0.8) ? 'public' : 'internal';
      const said = Array.from({ length: random.below(5) }, (_, n): Happening => {
        const scope = random.chance(0.7) ? scopeOfAll : 'internal';
        const promise = random.chance(0.5);
        return {
          at: at(0.2 + n * 0.12),
          act: (to, now) =>
            to.post(`${path}/updates`, {
              scope,
              text: `${n + 1}. ${scope === 'public' ? update : note}`,
              ...(promise ? { nextUpdateDue: exactly(now + 9 * MINUTE) } : {}),
            }),
        };
      });
      const impacts = Array.from({ length: 1 + random.below(3) }, component).map((componentId) => ({ componentId, level: level(), what }));
      const once = impacts.filter(({ componentId }, index) => impacts.findIndex((one) => one.componentId === componentId) === index);
      const further = component();
      const worse = level();
      return [
        { at: from, act: (to) => to.post('/incidents', { incidentId, title, scope: scopeOfAll, impacts: once }) },
        { at: at(0.05), act: (to) => to.post(`${path}/acknowledge`, { by: commander }) },
        { at: at(0.1), act: (to) => to.post(`${path}/roles`, { role: 'commander', person: commander }) },
        ...said,
        { at: at(0.5), act: (to) => to.post(`${path}/impacts`, { scope: scopeOfAll, impact: { componentId: further, level: worse, what } }) },
        { at: at(0.7), act: (to) => to.post(`${path}/phase`, { scope: scopeOfAll, phase: 'monitoring' }) },
        { at: until, act: (to) => to.post(`${path}/resolve`, { scope: scopeOfAll }) },
      ];
    },
    statement: (id, from, until) => {
      const made = {
        componentId: component(),
        level: level(),
        source: { kind: random.chance(0.5) ? 'alert' : 'person', name: 'Latency' },
        words: words().note,
      };
      return [
        { at: from, act: (to) => to.put(`/statements/${id}`, { ...made, scope: 'public' }) },
        { at: until, act: (to) => to.post(`/statements/${id}/withdraw`, {}) },
      ];
    },
    maintenance: (maintenanceId, from, until) => {
      const { maintenance } = words();
      const componentIds = [component()];
      return [
        {
          at: from,
          act: (to, now) => {
            const [begins, ends] = [exactly(now + Math.round((until - from) / 3)), exactly(now + until - from)];
            return to.post('/maintenances', { maintenanceId, title: maintenance, componentIds, from: begins, until: ends, scope: 'public' });
          },
        },
        { at: until, act: (to) => to.post(`/maintenances/${maintenanceId}/phase`, { phase: 'completed' }) },
      ];
    },
    drill: (drillId, from, until) => {
      const { title, update, commander, what } = words();
      const incidentId = `${drillId}-incident`;
      const impacts = [{ componentId: component(), level: 'major_outage', what }];
      const middle = (from + until) / 2;
      return [
        { at: from, act: (to) => to.post('/drills', { drillId, name: title, lead: commander, goals: [], scope: 'public' }) },
        { at: from + (until - from) / 10, act: (to) => to.post('/incidents', { incidentId, title, scope: 'public', drill: drillId, impacts }) },
        { at: middle, act: (to) => to.post(`/incidents/${incidentId}/updates`, { scope: 'public', text: update }) },
        { at: until, act: (to) => to.post(`/drills/${drillId}/end`, {}) },
      ];
    },
    renaming: (_, from) => {
      const name = `${words().board} ${random.below(1_000)}`;
      return [{ at: from, act: (to) => to.put('/board', { name }) }];
    },
  };
};
