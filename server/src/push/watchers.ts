import { createHash } from 'node:crypto';
import { TOPIC_BOUNDS, type WatchersBody } from '@sitrep/shared/protocol/topic.ts';
import * as z from 'zod/mini';
import type { TopicSource } from './ephemeral.ts';
import { Summaries, type SummariesPorts } from './summaries.ts';

export interface WatchersPorts extends SummariesPorts {
  /** Principals with open pages on this node now, each once. */
  who(): ReadonlySet<string>;
}

/** As many watchers as fit into one bus message. Those beyond are only counted, and two nodes may count the same one twice. */
const MOST_NAMED = 800;

/** `who`: short hashes by which two nodes recognise the same watcher, and which reveal nothing else. */
const Summary = z.strictObject({
  topic: z.literal('watchers'),
  node: z.string().check(z.maxLength(64)),
  who: z.array(z.string().check(z.maxLength(8))).check(z.maxLength(MOST_NAMED)),
  more: z.int().check(z.minimum(0), z.maximum(1_000_000)),
});
type Summary = z.infer<typeof Summary>;

const markOf = (principal: string): string => createHash('sha256').update(principal).digest('base64url').slice(0, 6);

/** Who has this board open, over all nodes. A node that does not hear itself does not know the count. */
export class Watchers implements TopicSource {
  readonly #ports: WatchersPorts;
  readonly #summaries: Summaries<Summary>;

  constructor(ports: WatchersPorts) {
    this.#ports = ports;
    this.#summaries = new Summaries(ports, Summary, ({ who }) => who.length === 0);
  }

  /** True for those who see the internal board. */
  may({ scopes }: { readonly scopes: readonly string[] }): boolean {
    return scopes.includes('internal');
  }

  /** Call it every second. */
  tick(): void {
    this.#summaries.tick(this.#summaryOf([...this.#ports.who()].map(markOf).sort()));
  }

  read(): { body: WatchersBody; goodForMs: number } | null {
    const { summaries, ageMs } = this.#summaries.all();
    if (!summaries.some(({ node }) => node === this.#ports.node)) return null;
    const count = new Set(summaries.flatMap(({ who }) => who)).size + summaries.reduce((sum, { more }) => sum + more, 0);
    return count === 0 ? null : { body: { count }, goodForMs: TOPIC_BOUNDS.goodForMs - ageMs };
  }

  stop(): void {
    this.#summaries.stop(this.#summaryOf([]));
  }

  #summaryOf(marks: readonly string[]): Summary {
    const who = marks.slice(0, MOST_NAMED);
    return { topic: 'watchers', node: this.#ports.node, who, more: marks.length - who.length };
  }
}
