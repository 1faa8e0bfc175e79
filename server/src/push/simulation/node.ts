import { Projection } from '../../projection/projection.ts';
import { Admission } from '../admission.ts';
import type { Grant } from '../grant.ts';
import { HubCore, type HubCounts } from '../hub-core.ts';
import { HUB_SETTINGS } from '../settings.ts';
import type { MemoryLog } from './memory-log.ts';
import type { Message, Wire } from './network.ts';
import type { Random } from './random.ts';
import type { VirtualTime } from './virtual-time.ts';

/** Small limits, so that a run of a hundred commands can fill a queue and a node. */
export const SIM_SETTINGS = { ...HUB_SETTINGS, queuePackets: 8, queueBytes: 64 * 1024 };
const ADMISSION = { sockets: 6, perAddress: 6, handshakesPerSecond: 20, reserved: 0.17 };

/** Start time of every run, UTC ms. */
export const WALL = Date.UTC(2024, 0, 1);

interface Running {
  readonly projection: Projection;
  readonly core: HubCore<Message>;
  readonly admission: Admission;
  readonly leave: Map<Wire, () => void>;
}

/** One server: the real projection and the real hub over the shared log. Its tail moves only when polled. */
export class SimNode {
  readonly name: string;
  readonly #log: MemoryLog;
  readonly #time: VirtualTime;
  readonly #random: Random;
  readonly #onError: (error: unknown) => void;
  /** Error of this machine's wall clock, ms. */
  skew = 0;
  #running: Running | null = null;
  #counts: Partial<HubCounts> = {};
  sheds = 0;

  constructor(name: string, log: MemoryLog, time: VirtualTime, random: Random, onError: (error: unknown) => void) {
    this.name = name;
    this.#log = log;
    this.#time = time;
    this.#random = random;
    this.#onError = onError;
  }

  get up(): boolean {
    return this.#running !== null;
  }
  get projection(): Projection | null {
    return this.#running?.projection ?? null;
  }
  get wires(): Wire[] {
    return [...(this.#running?.leave.keys() ?? [])];
  }

  async start(): Promise<void> {
    if (this.#running !== null) return;
    const now = () => WALL + this.#time.now + this.skew;
    const projection = await Projection.open({ log: this.#log, clock: { now, every: () => () => {} }, stopwatch: () => 0, onError: this.#onError });
    const core = new HubCore<Message>({
      feeds: { public: projection.public, internal: projection.internal },
      // The tail advances only when polled, so that every order can be simulated.
      blind: () => false,
      encode: (name, json) => ({ name, json }),
      now,
      random: () => this.#random.next(),
      after: (ms, run) => this.#time.after(ms, run),
      every: (ms, run) => this.#time.every(ms, run),
      build: this.name,
      settings: SIM_SETTINGS,
      onError: this.#onError,
    });
    this.#running = { projection, core, admission: new Admission(ADMISSION, () => this.#time.now), leave: new Map() };
  }

  async poll(): Promise<void> {
    await this.#running?.projection.catchUp();
  }

  /** SIGKILL: memory and connections are lost. */
  crash(): Wire[] {
    const wires = this.wires;
    for (const wire of wires) wire.open = false;
    this.#running?.core.close();
    this.#counts = this.totals();
    this.#running = null;
    return wires;
  }
  /** SIGTERM: clients are told when to reconnect, and the fold is saved for the next start. */
  async stop(): Promise<Wire[]> {
    const running = this.#running;
    if (running === null) return [];
    running.core.drain();
    await running.projection.close();
    for (const wire of this.wires) wire.closing = true;
    const wires = this.wires;
    running.core.close();
    this.#counts = this.totals();
    this.#running = null;
    return wires;
  }

  /** A dial. False when it was refused. */
  connect(wire: Wire, grant: Grant, hello: unknown): boolean {
    const running = this.#running;
    if (running === null) return false;
    const entry = running.admission.knock('everybody') ? running.admission.enter('everybody', grant.principal !== null, { destroyed: false }) : null;
    if (entry === null || !entry.admitted) {
      this.sheds++;
      return false;
    }
    running.leave.set(wire, entry.leave);
    running.core.join(wire, grant);
    running.core.hello(wire, hello);
    return true;
  }
  hello(wire: Wire, hello: unknown): void {
    this.#running?.core.hello(wire, hello);
  }
  leave(wire: Wire): void {
    this.#running?.leave.get(wire)?.();
    this.#running?.leave.delete(wire);
    this.#running?.core.leave(wire);
  }

  /** Counts of all hubs of this node, across restarts. */
  totals(): Partial<HubCounts> {
    const totals = { ...this.#counts };
    for (const [name, count] of Object.entries(this.#running?.core.counts ?? {})) {
      const key = name as keyof HubCounts;
      totals[key] = (totals[key] ?? 0) + count;
    }
    return totals;
  }
}
