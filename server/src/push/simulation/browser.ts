import type { Scope } from '@sitrep/shared/domain/words.ts';
import { type Effect, freshness, helloOf, type Input, newSession, type Session, step, type Timer } from '@sitrep/shared/protocol/session.ts';
import type { Hello } from '@sitrep/shared/protocol/wire.ts';
import type { Message, Wire } from './network.ts';
import type { Random } from './random.ts';
import type { VirtualTime } from './virtual-time.ts';

/** What a browser needs from the simulation. */
export interface BrowserPorts {
  readonly time: VirtualTime;
  readonly random: Random;
  /** Dials some node. Null when it refused or was down. */
  connect(browser: SimBrowser): Wire | null;
  hello(wire: Wire, hello: unknown): void;
  hangUp(wire: Wire): void;
  report(browser: SimBrowser, code: string, detail: string): void;
}

/** One open dashboard: the real session over a simulated connection. */
export class SimBrowser {
  readonly name: string;
  readonly scope: Scope;
  readonly #ports: BrowserPorts;
  session: Session;
  wire: Wire | null = null;
  /** Error of this machine's wall clock, ms; may jump. */
  skew = 0;
  /** True time of the last message that arrived. */
  heardAt: number | null = null;
  /** A suspended tab: nothing runs, and on resuming everything runs at once. */
  frozen = false;
  #overdue: (() => void)[] = [];
  #timers: Partial<Record<Timer, () => void>> = {};

  constructor(name: string, scope: Scope, ports: BrowserPorts) {
    this.name = name;
    this.scope = scope;
    this.#ports = ports;
    this.session = newSession(scope);
  }

  hello(): Hello {
    return helloOf(this.session);
  }
  /** What the page claims now. */
  get claim(): ReturnType<typeof freshness> {
    return freshness(this.session, this.#clock());
  }

  tell(input: Input): void {
    const { session, effects } = step(this.session, input, { now: this.#clock(), random: this.#ports.random.next() });
    this.session = session;
    for (const effect of effects) this.#do(effect);
  }

  receive(message: Message): void {
    this.heardAt = this.#ports.time.now;
    this.tell({ kind: 'received', name: message.name, payload: JSON.parse(message.json) });
  }

  wake(): void {
    this.frozen = false;
    for (const run of this.#overdue.splice(0)) run();
  }

  /** The connection was closed by the other side. */
  cut(): void {
    this.wire = null;
    this.tell({ kind: 'disconnected' });
  }

  #clock(): number {
    return this.#ports.time.now;
  }

  #do(effect: Effect): void {
    switch (effect.do) {
      case 'dial': {
        const latency = this.#ports.random.below(50);
        this.#ports.time.after(latency, () => {
          if (this.session.link !== 'dialling' || this.wire !== null) return;
          this.wire = this.#ports.connect(this);
          this.tell({ kind: this.wire === null ? 'disconnected' : 'connected' });
        });
        break;
      }
      case 'hello':
        if (this.wire) this.#ports.hello(this.wire, helloOf(this.session));
        break;
      case 'hang_up':
        if (this.wire) this.#ports.hangUp(this.wire);
        this.wire = null;
        break;
      case 'set':
        this.#timers[effect.timer]?.();
        this.#timers[effect.timer] = this.#later(effect.ms, () => this.tell({ kind: 'timer', timer: effect.timer }));
        break;
      case 'clear':
        this.#timers[effect.timer]?.();
        break;
      case 'report':
        this.#ports.report(this, effect.code, effect.detail);
    }
  }

  #later(ms: number, run: () => void): () => void {
    let cancelled = false;
    const cancel = this.#ports.time.after(ms, () => {
      const fire = () => !cancelled && run();
      if (this.frozen) this.#overdue.push(fire);
      else fire();
    });
    return () => {
      cancelled = true;
      cancel();
    };
  }
}
