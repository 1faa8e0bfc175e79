import { createHash } from 'node:crypto';
import { TOPIC_BOUNDS, type WatchersBody } from '@sitrep/shared/protocol/topic.ts';
import * as z from 'zod/mini';
import type { NodeBus } from '../ground/node-bus.ts';
import type { TopicSource } from './ephemeral.ts';

export interface WatchersPorts {
  readonly bus: NodeBus;
  /** Unique name of this node. */
  readonly node: string;
  /** Milliseconds of a clock that never goes back. */
  mono(): number;
  /** Principals with open pages on this node now, each once. */
  who(): ReadonlySet<string>;
}

/** A node repeats its watchers this often, changed or not. */
const SAY_EVERY_MS = 3_000;
/** A node not heard for this long counts as gone: four missed repeats, and early enough that its watchers are not shown after 15 s. */
const GONE_AFTER_MS = 12_000;
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

/**
 * Who has this board open, over all nodes: each announces its watchers, and all add up what they heard in the last seconds, their own message included.
 * A node that does not hear itself does not hear the others either; its count is then unknown.
 */
export class Watchers implements TopicSource {
  readonly #ports: WatchersPorts;
  readonly #heard = new Map<string, Summary & { at: number }>();
  readonly #stopHearing: () => void;
  #said = '';
  #saidAt = Number.NEGATIVE_INFINITY;

  constructor(ports: WatchersPorts) {
    this.#ports = ports;
    this.#stopHearing = ports.bus.onHear((text) => this.#hear(text));
  }

  /** True for those who see the internal board. */
  may({ scopes }: { readonly scopes: readonly string[] }): boolean {
    return scopes.includes('internal');
  }

  /** Call it every second: announces this node's watchers when they changed or the last announcement is old. */
  tick(): void {
    const marks = [...this.#ports.who()].map(markOf).sort();
    const text = this.#textOf(marks);
    const now = this.#ports.mono();
    const same = text === this.#said;
    if (marks.length === 0 && (same || this.#said === '')) return;
    if (same && now - this.#saidAt < SAY_EVERY_MS) return;
    this.#said = text;
    this.#saidAt = now;
    this.#ports.bus.say(text);
  }

  read(): { body: WatchersBody; goodForMs: number } | null {
    const now = this.#ports.mono();
    for (const [node, { at }] of this.#heard) if (now - at > GONE_AFTER_MS) this.#heard.delete(node);
    if (!this.#heard.has(this.#ports.node)) return null;
    const all = [...this.#heard.values()];
    const count = new Set(all.flatMap(({ who }) => who)).size + all.reduce((sum, { more }) => sum + more, 0);
    return count === 0 ? null : { body: { count }, goodForMs: TOPIC_BOUNDS.goodForMs - (now - Math.min(...all.map(({ at }) => at))) };
  }

  /** Announces that this node leaves, so that the others need not wait for its silence. */
  stop(): void {
    this.#ports.bus.say(this.#textOf([]));
    this.#stopHearing();
  }

  #textOf(marks: readonly string[]): string {
    const who = marks.slice(0, MOST_NAMED);
    const summary: Summary = { topic: 'watchers', node: this.#ports.node, who, more: marks.length - who.length };
    return JSON.stringify(summary);
  }

  #hear(text: string): void {
    const summary = readSummary(text);
    if (summary === null) return;
    if (summary.who.length === 0) this.#heard.delete(summary.node);
    else this.#heard.set(summary.node, { ...summary, at: this.#ports.mono() });
  }
}

/** Null for other topics, and for messages of builds with another format. */
const readSummary = (text: string): Summary | null => {
  try {
    return Summary.parse(JSON.parse(text));
  } catch {
    return null;
  }
};
