import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { DISK_ALARM, type DiskReserve } from '../guard/disk-reserve.ts';
import type { Watched } from '../guard/guard-watch.ts';
import type { Projection } from '../projection/projection.ts';
import type { Hub } from '../push/hub.ts';

export interface Metrics {
  readonly contentType: string;
  text(): Promise<string>;
  /** One answered request. `route`: its pattern, never its address, so that the number of series stays bounded. */
  answered(method: string, route: string, status: number, seconds: number): void;
  boardRead(): void;
  cspViolation(): void;
}

/** Prometheus figures of this process, in a registry of its own so that several nodes fit in one test. */
export const createMetrics = (projection: Projection, hub: Hub, guards: readonly Watched[], reserve: DiskReserve | null): Metrics => {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: 'sitrep_http_request_seconds',
    help: 'Time to answer a request',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.001, 0.005, 0.025, 0.1, 0.5, 2],
    registers,
  });
  const violations = new Counter({ name: 'sitrep_csp_violations_total', help: 'Violations of the content policy, as browsers report them', registers });
  const gauge = (name: string, help: string, read: () => number | Promise<number>) =>
    new Gauge({
      name,
      help,
      registers,
      async collect() {
        this.set(await read());
      },
    });
  // A bare number: these are too many to count with care.
  let boardReads = 0;
  gauge('sitrep_board_reads_total', 'Answers with the prebuilt board, unchanged ones included', () => boardReads);
  gauge('sitrep_log_position', 'Newest event this node shows', () => projection.seq);
  gauge('sitrep_log_reachable', '1 while the log can be read', () => (projection.blind ? 0 : 1));
  if (reserve !== null) {
    gauge('sitrep_disk_used_ratio', 'Share in use of the disk that holds the log', () => reserve.used());
    gauge('sitrep_disk_alarm', `1 while more than ${DISK_ALARM * 100} % of that disk is in use`, async () => ((await reserve.used()) > DISK_ALARM ? 1 : 0));
  }
  const labelled = (name: string, help: string, label: string, read: () => Readonly<Record<string, number>>) =>
    new Gauge({
      name,
      help,
      labelNames: [label],
      registers,
      collect() {
        for (const [key, value] of Object.entries(read())) this.set({ [label]: key }, value);
      },
    });
  for (const one of guards) {
    const { name, help, state, trips } = one.guard;
    gauge(`guard_${name}_state`, help, state);
    gauge(`guard_${name}_trips_total`, 'How often it has acted', trips);
    gauge(`guard_${name}_last_self_test_timestamp`, 'End of its newest test, seconds of Unix time; 0 before the first', () => (one.testedAt ?? 0) / 1000);
  }
  labelled('sitrep_guard_failed', '1 while the newest test of the guard failed', 'guard', () =>
    Object.fromEntries(guards.map(({ guard, fault }) => [guard.name, fault === null ? 0 : 1])),
  );
  labelled('sitrep_guard_failures_total', 'Failed tests', 'guard', () => Object.fromEntries(guards.map(({ guard, failures }) => [guard.name, failures])));
  labelled('sitrep_hub_total', 'What the hub did since the start', 'what', () => ({ ...hub.figures().counts }));
  labelled('sitrep_hub_upgrades_total', 'Dials turned away before the handshake', 'what', () => ({ ...hub.figures().upgrades }));
  labelled('sitrep_hub_frames_total', 'Frames written, by path', 'path', () => hub.figures().writes);
  return {
    contentType: registry.contentType,
    text: () => registry.metrics(),
    answered: (method, route, status, seconds) => requests.observe({ method, route, status: String(status) }, seconds),
    boardRead: () => {
      boardReads++;
    },
    cspViolation: () => violations.inc(),
  };
};
