import { TOPIC_BOUNDS, type WritersBody } from '@sitrep/shared/protocol/topic.ts';
import * as z from 'zod/mini';
import type { TopicSource } from './ephemeral.ts';
import type { Grant } from './grant.ts';
import { Summaries, type SummariesPorts } from './summaries.ts';

/** Somebody who is writing words for customers. `about`: the id of the incident. */
export interface Writer {
  readonly about: string;
  readonly principal: string;
  readonly name: string;
}
export interface WritersPorts extends SummariesPorts {
  /** Who is writing on this node now. */
  who(): readonly Writer[];
}

/** As many as fit into one bus message; few write at once. */
const MOST_NAMED = 20;
const MOST_OF_NAME = 60;

const Summary = z.strictObject({
  topic: z.literal('writers'),
  node: z.string().check(z.maxLength(64)),
  /** Incident and name. */
  who: z.array(z.tuple([z.string().check(z.maxLength(80)), z.string().check(z.maxLength(MOST_OF_NAME))])).check(z.maxLength(MOST_NAMED)),
});
type Summary = z.infer<typeof Summary>;

/** Who is writing words for customers about which incident, over all nodes. Nothing of what they write is known here. */
export class Writers implements TopicSource {
  readonly #ports: WritersPorts;
  readonly #summaries: Summaries<Summary>;

  constructor(ports: WritersPorts) {
    this.#ports = ports;
    this.#summaries = new Summaries(ports, Summary, ({ who }) => who.length === 0);
  }

  /** True for those who see the internal board. */
  may({ scopes }: Grant): boolean {
    return scopes.includes('internal');
  }

  /** Call it every second. */
  tick(): void {
    const once = new Map(this.#ports.who().map((writer) => [`${writer.about} ${writer.principal}`, writer]));
    const who = [...once.values()].map(({ about, name }): [string, string] => [about, name.slice(0, MOST_OF_NAME).toWellFormed()]);
    this.#summaries.tick(this.#summaryOf(who.sort().slice(0, MOST_NAMED)));
  }

  read(topic: string): { body: WritersBody; goodForMs: number } | null {
    const { summaries, ageMs } = this.#summaries.all();
    const about = topic.slice(topic.indexOf(':') + 1);
    const names = summaries.flatMap(({ who }) => who.flatMap(([incidentId, name]) => (incidentId === about ? [name] : []))).sort();
    if (names.length === 0) return null;
    return { body: { names: names.slice(0, MOST_NAMED), more: Math.max(0, names.length - MOST_NAMED) }, goodForMs: TOPIC_BOUNDS.goodForMs - ageMs };
  }

  stop(): void {
    this.#summaries.stop(this.#summaryOf([]));
  }

  #summaryOf(who: Summary['who']): Summary {
    return { topic: 'writers', node: this.#ports.node, who };
  }
}

/** The topic by which one says that one writes: watched, it has no value. For those who may write. */
export const writes: TopicSource = { may: ({ writes: may = false }) => may, read: () => null };
