import type { Envelope, Event, EventType, Impact, UnknownEvent } from './event.ts';
import { EVENT_DATA, EVENT_VERSION } from './event.ts';

/** An event as it was stored or sent: any type, any version. */
export type RawEvent = Envelope & { type: string; data: unknown };

/** Pure steps from the data of one version to the next: `{'incident-opened': {1: (data) => ...}}` lifts 1 to 2. */
export type Steps = { readonly [T in EventType]?: { readonly [from: number]: (data: unknown) => unknown } };

/** Version 1 of a card told an earlier stretch of an impact by its id alone, `a-was-1` after `a`. Erased data are those of the newest version, under their old number. */
const withOwners = (data: unknown): unknown => {
  const { card } = Object(data) as { card?: unknown };
  const { impacts } = Object(card) as { impacts?: unknown };
  if (!Array.isArray(impacts) || impacts.some((impact) => Object(impact).earlierOf !== undefined)) return data;
  /** By component and what the ids of its earlier stretches begin with: the first impact that can have them. */
  const owners = new Map<string, string>();
  const named = impacts.map((impact: unknown) => {
    const { componentId, until, ...rest } = Object(impact) as Partial<Impact>;
    const impactId = String(rest.impactId);
    const stem = /^(.*)-was-\d+$/.exec(impactId)?.[1];
    const owner = stem === undefined || until === null ? undefined : owners.get(`${componentId} ${stem}`);
    const own = `${componentId} ${impactId.slice(0, 56)}`;
    if (!owners.has(own)) owners.set(own, impactId);
    return owner === undefined ? impact : { ...Object(impact), earlierOf: owner };
  });
  return { ...Object(data), card: { ...Object(card), impacts: named } };
};

const STEPS: Steps = {
  'incident-published': { 1: withOwners },
  'incident-reopened': { 1: withOwners },
  // Version 1 quoted the generated sentence that it replaced (`instead`). The prose of another build does not identify a state.
  'verdict-overridden': {
    1: (data) => {
      const { sentence, detail } = Object(data) as { sentence?: unknown; detail?: unknown };
      return { sentence, detail, key: null };
    },
  },
};

/**
 * The event at this build's newest version. An event of a type or version it does not know, or whose data does not fit, is kept as unknown:
 * shown as unsupported, never dropped, never a crash.
 */
export const upcast = (raw: RawEvent): Event | UnknownEvent => lift(raw, STEPS, EVENT_VERSION);

export const lift = (raw: RawEvent, steps: Steps, newest: Partial<Record<EventType, number>>): Event | UnknownEvent => {
  const { type } = raw;
  if (!isKnown(type)) return { ...raw, unsupported: true };
  const target = newest[type] ?? 1;
  let { data } = raw;
  for (let v = raw.v; v < target; v += 1) {
    const step = steps[type]?.[v];
    if (step === undefined) return { ...raw, unsupported: true };
    data = step(data);
  }
  const fits = EVENT_DATA[type].safeParse(data).success;
  if (raw.v > target || !fits) return { ...raw, unsupported: true };
  // The data is passed on as it came, not as the schema would trim it, because every fold of one log must read the same bytes.
  return { ...raw, v: target, type, data } as Event;
};

const isKnown = (type: string): type is EventType => Object.hasOwn(EVENT_DATA, type);
