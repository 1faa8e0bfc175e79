import { kindOf, TOPIC_BOUNDS } from '@sitrep/shared/protocol/topic.ts';
import type { Grant } from './grant.ts';

/** What one kind of topic is made of. */
export interface TopicSource {
  /** Who may watch it. Nobody else ever hears of it. */
  may(grant: Grant): boolean;
  /** What is so now, good for that many ms; null while that is not known. */
  read(topic: string): { readonly body: unknown; readonly goodForMs: number } | null;
}
export type TopicSources = Readonly<Record<string, TopicSource>>;

export interface EphemeralPorts<M> {
  /** By kind. */
  readonly sources: TopicSources;
  /** A batch is said again after so many ticks without a change: it may have been lost. */
  readonly renewTicks: number;
  /** The longest body, in characters of JSON: a longer one is not said. */
  readonly mostChars: number;
  /** `json`: the message. False when this member cannot take it now; then it goes without. */
  send(member: M, json: string): boolean;
}

export type Watched = 'watching' | 'not_allowed' | 'too_many';

interface Said {
  json: string;
  ticks: number;
}

/**
 * What is told beside the log: to each who watches, at most one batch a tick, each batch at most once.
 *
 * - Deny unless allowed: a kind without a source is never told to anybody, whoever asks.
 * - Nothing waits here: who cannot be told now is told of the next change, or at the next renewal.
 */
export class Ephemeral<M> {
  readonly #ports: EphemeralPorts<M>;
  readonly #topics = new Map<M, Set<string>>();
  /** Members who began to watch since the last tick: they get what is so, changed or not. */
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

  /** How many topics are watched by how many. */
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
