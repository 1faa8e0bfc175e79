import { kindOf, TOPIC_BOUNDS } from '@sitrep/shared/protocol/topic.ts';
import type { Grant } from './grant.ts';

/** The source of one kind of topic. */
export interface TopicSource {
  /** Whether this grant may watch the topic. Nobody else is ever sent it. */
  may(grant: Grant): boolean;
  /** The current value and how long it is valid, ms; null while unknown. */
  read(topic: string): { readonly body: unknown; readonly goodForMs: number } | null;
}
export type TopicSources = Readonly<Record<string, TopicSource>>;

export interface EphemeralPorts<M> {
  /** Sources by kind of topic. */
  readonly sources: TopicSources;
  /** An unchanged batch is sent again after this many ticks, because it may have been lost. */
  readonly renewTicks: number;
  /** Longest body that is sent, in characters of JSON. */
  readonly mostChars: number;
  /** `json`: the message. False when this member cannot take it now; it is then skipped. */
  send(member: M, json: string): boolean;
}

export type Watched = 'watching' | 'not_allowed' | 'too_many';

interface Said {
  json: string;
  ticks: number;
}

/**
 * Sends topics, which are not in the log, to the members that watch them: at most one batch per member and tick, each delivered at most once.
 *
 * - Deny unless allowed: a kind without a source is never sent to anyone.
 * - Nothing is queued here: a member that cannot take a batch now gets the next change or renewal.
 */
export class Ephemeral<M> {
  readonly #ports: EphemeralPorts<M>;
  readonly #topics = new Map<M, Set<string>>();
  /** Members that began to watch since the last tick: they get the current value, changed or not. */
  readonly #fresh = new Set<M>();
  readonly #said = new Map<string, Said>();

  constructor(ports: EphemeralPorts<M>) {
    this.#ports = ports;
  }

  watch(member: M, grant: Grant, topics: readonly string[]): Watched {
    const known = topics.filter((topic) => this.#sourceOf(topic) !== null);
    if (known.some((topic) => this.#sourceOf(topic)?.may(grant) !== true)) return 'not_allowed';
    const watched = new Set([...(this.#topics.get(member) ?? []), ...known]);
    if (watched.size > TOPIC_BOUNDS.perSocket) return 'too_many';
    if (watched.size === 0) return 'watching';
    this.#topics.set(member, watched);
    this.#fresh.add(member);
    return 'watching';
  }

  unwatch(member: M, topics: readonly string[]): void {
    const watched = this.#topics.get(member);
    if (watched === undefined) return;
    for (const topic of topics) watched.delete(topic);
    if (watched.size === 0) this.forget(member);
  }

  forget(member: M): void {
    this.#topics.delete(member);
    this.#fresh.delete(member);
  }

  /** Who watches topics of this kind, and the id of each. */
  watching(kind: string): { readonly member: M; readonly id: string }[] {
    return [...this.#topics].flatMap(([member, topics]) =>
      [...topics].flatMap((topic) => (kindOf(topic) === kind ? [{ member, id: topic.slice(kind.length + 1) }] : [])),
    );
  }

  /** Number of watched topics, and of members watching. */
  census(): { members: number; topics: number } {
    return { members: this.#topics.size, topics: new Set([...this.#topics.values()].flatMap((topics) => [...topics])).size };
  }

  tick(): void {
    const items = new Map<string, { json: string; due: boolean }>();
    for (const topics of this.#topics.values()) for (const topic of topics) if (!items.has(topic)) items.set(topic, this.#read(topic));
    for (const topic of this.#said.keys()) if (!items.has(topic)) this.#said.delete(topic);
    for (const [member, topics] of this.#topics) {
      const fresh = this.#fresh.delete(member);
      const batch = [...topics].flatMap((topic) => {
        const item = items.get(topic);
        return item !== undefined && (fresh || item.due) ? [item.json] : [];
      });
      if (batch.length > 0 && !this.#ports.send(member, `{"items":[${batch.join()}]}`)) this.#fresh.add(member);
    }
  }

  #sourceOf(topic: string): TopicSource | null {
    const { sources } = this.#ports;
    const kind = kindOf(topic);
    return Object.hasOwn(sources, kind) ? (sources[kind] ?? null) : null;
  }

  #read(topic: string): { json: string; due: boolean } {
    const found = this.#sourceOf(topic)?.read(topic) ?? null;
    const whole = JSON.stringify(found?.body ?? null);
    const known = found !== null && whole.length <= this.#ports.mostChars;
    const body = known ? whole : 'null';
    const before = this.#said.get(topic);
    const changed = before?.json !== body;
    const due = changed || (known && before.ticks + 1 >= this.#ports.renewTicks);
    this.#said.set(topic, { json: body, ticks: due ? 0 : before.ticks + 1 });
    const goodForMs = known ? Math.max(0, Math.min(TOPIC_BOUNDS.goodForMs, Math.floor(found.goodForMs))) : 0;
    return { json: `{"topic":${JSON.stringify(topic)},"body":${body},"goodForMs":${goodForMs}}`, due };
  }
}
