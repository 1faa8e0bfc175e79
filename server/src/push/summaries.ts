import type * as z from 'zod/mini';
import type { NodeBus } from '../ground/node-bus.ts';

export interface SummariesPorts {
  readonly bus: NodeBus;
  /** Unique name of this node. */
  readonly node: string;
  /** Milliseconds of a clock that never goes back. */
  mono(): number;
}

/** A node repeats its summary this often, changed or not. */
const SAY_EVERY_MS = 3_000;
/** A node not heard for this long counts as gone: four missed repeats, and early enough that what it said is not shown after 15 s. */
const GONE_AFTER_MS = 12_000;

/**
 * What each node says of itself over the bus: it announces a summary, and all add up what they heard in the last seconds, their own message included. A node that
 * does not hear itself does not hear the others either.
 */
export class Summaries<S extends { readonly node: string }> {
  readonly #ports: SummariesPorts;
  readonly #isEmpty: (summary: S) => boolean;
  readonly #heard = new Map<string, { readonly summary: S; readonly at: number }>();
  readonly #stopHearing: () => void;
  #said = '';
  #saidAt = Number.NEGATIVE_INFINITY;

  /** `schema`: of a summary; other messages are for others. `isEmpty`: whether a node says that it has nothing. */
  constructor(ports: SummariesPorts, schema: z.ZodMiniType<S>, isEmpty: (summary: S) => boolean) {
    this.#ports = ports;
    this.#isEmpty = isEmpty;
    this.#stopHearing = ports.bus.onHear((text) => {
      const summary = read(schema, text);
      if (summary === null) return;
      if (isEmpty(summary)) this.#heard.delete(summary.node);
      else this.#heard.set(summary.node, { summary, at: ports.mono() });
    });
  }

  /** Call it every second: announces the summary when it changed or the last announcement is old. */
  tick(summary: S): void {
    const text = JSON.stringify(summary);
    const now = this.#ports.mono();
    const same = text === this.#said;
    if (this.#isEmpty(summary) && (same || this.#said === '')) return;
    if (same && now - this.#saidAt < SAY_EVERY_MS) return;
    this.#said = text;
    this.#saidAt = now;
    this.#ports.bus.say(text);
  }

  /** All summaries that stand, and how old the oldest is, ms. */
  all(): { readonly summaries: readonly S[]; readonly ageMs: number } {
    const now = this.#ports.mono();
    for (const [node, { at }] of this.#heard) if (now - at > GONE_AFTER_MS) this.#heard.delete(node);
    const heard = [...this.#heard.values()];
    return { summaries: heard.map(({ summary }) => summary), ageMs: now - Math.min(now, ...heard.map(({ at }) => at)) };
  }

  /** Announces that this node leaves, so that the others need not wait for its silence. `empty`: its summary without anything. */
  stop(empty: S): void {
    this.#ports.bus.say(JSON.stringify(empty));
    this.#stopHearing();
  }
}

/** Null for other topics, and for messages of builds with another format. */
const read = <S>(schema: z.ZodMiniType<S>, text: string): S | null => {
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    return null;
  }
};
