import type { BlockList } from 'node:net';
import type { AuthStore } from '../auth/auth-store.ts';
import type { HandlePorts } from '../command/handle.ts';
import type { Clock } from '../ground/clock.ts';
import type { NodeBus } from '../ground/node-bus.ts';
import type { Timers } from '../ground/timers.ts';
import type { Visibility } from '../ground/visibility.ts';
import type { DiskReserve } from '../guard/disk-reserve.ts';
import type { Vitals } from '../guard/vitals.ts';
import type { Cursors } from '../log/cursors.ts';
import type { EventLog } from '../log/event-log.ts';
import type { Leases } from '../log/leases.ts';
import type { AdmissionSettings } from '../push/admission.ts';
import type { EvidenceStore } from '../samples/evidence-store.ts';

export interface AppPorts {
  log: EventLog & Leases & Cursors;
  auth: AuthStore;
  evidence: EvidenceStore;
  /** The bus between the nodes of this board, for what is not in the log. */
  bus: NodeBus;
  clock: Clock;
  timers: Timers;
  /** Monotonic seconds. */
  stopwatch(): number;
  /** The disk reserve; null when the log is not on a local disk. */
  reserve: DiskReserve | null;
  /** The load of this process since the previous call. */
  readVitals(): Vitals;
  /** 0 <= r < 1. */
  random(): number;
  newUuid(): string;
  /** A fresh id such as `inc-7k2mqr`. */
  newId(prefix: string): string;
  /** Called with errors that belong to no request. */
  onError(error: unknown, about: string): void;
}
export interface AppSettings {
  publicUrl: string | null;
  proxies: BlockList;
  allowInsecure: boolean;
  /** Who may read the board. */
  visibility: Visibility;
  tls: { cert: Buffer; key: Buffer } | null;
  admission: Partial<AdmissionSettings>;
  /** Event loop lag that counts as overload, ms; null for the default. */
  maxLagMs: number | null;
  /** How long a person's post for customers waits before it leaves, ms; 0: not at all. */
  holdMs: number;
  /** How long an incident may wait until somebody acknowledges it, and who is asked next: for pages of people who are signed in. */
  acknowledge: { readonly withinMs: number; readonly next: readonly string[] };
  /** How many customers' reports about one component, within how long, are a suspicion. */
  suspect: NonNullable<HandlePorts['suspect']>;
  /** Owner tokens given at start; only their hashes are kept. */
  ownerTokens: readonly { id: string; name: string; token: string }[];
  clientFolder: string;
  build: string;
}
