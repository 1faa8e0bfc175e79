import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import { GuardWatch } from '../guard/guard-watch.ts';
import { type NotReady, opsRoutes } from '../http/operations/ops-routes.ts';
import { docsRoutes } from '../http/routing/docs-routes.ts';
import type { Projection } from '../projection/projection.ts';
import type { AppPorts, AppSettings } from './app-ports.ts';
import { gauge, labelled } from './figures.ts';
import { type Room, room } from './room.ts';

export interface OperationsRoom extends Room {
  readonly guards: readonly [];
  readonly watch: GuardWatch;
  /** From now on this node reports that it wants no traffic. */
  goingDown(): void;
  /** One answered request. `route`: its pattern, never its address, so that the number of series stays bounded. */
  answered(method: string, route: string, status: number, seconds: number): void;
}

/** For operators: tests the guards of all other rooms, serves their metrics and the documentation of their routes. In: every other room. */
export const openOperations = (
  { clock: { now }, timers, onError }: AppPorts,
  { build }: AppSettings,
  rooms: readonly Room[],
  projection: Projection,
): OperationsRoom => {
  let down = false;
  const watch = new GuardWatch(
    rooms.flatMap(({ guards }) => guards),
    { timers, now, onError: (error) => onError(error, 'guard') },
  );
  const { watched } = watch;
  const requests = new Histogram({
    name: 'sitrep_http_request_seconds',
    help: 'Time to answer a request',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.001, 0.005, 0.025, 0.1, 0.5, 2],
    registers: [],
  });
  const violations = new Counter({ name: 'sitrep_csp_violations_total', help: 'Violations of the content policy, as browsers report them', registers: [] });
  const metrics = [
    requests,
    violations,
    ...watched.flatMap((one) => [
      gauge(`guard_${one.guard.name}_state`, one.guard.help, () => one.guard.state()),
      gauge(`guard_${one.guard.name}_trips_total`, 'How often it has acted', () => one.guard.trips()),
      gauge(
        `guard_${one.guard.name}_last_self_test_timestamp`,
        'End of its newest test, seconds of Unix time; 0 before the first',
        () => (one.testedAt ?? 0) / 1000,
      ),
    ]),
    labelled('sitrep_guard_failed', '1 while the newest test of the guard failed', 'guard', () =>
      Object.fromEntries(watched.map(({ guard, fault }) => [guard.name, fault === null ? 0 : 1])),
    ),
    labelled('sitrep_guard_failures_total', 'Failed tests', 'guard', () => Object.fromEntries(watched.map(({ guard, failures }) => [guard.name, failures]))),
  ];
  // A separate registry, so that several nodes can run in one process.
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  for (const metric of [...rooms.flatMap((one) => one.metrics), ...metrics]) registry.registerMetric(metric);
  const notReady = (): NotReady | null => (down ? 'stopping' : projection.blind ? 'log_unreachable' : watch.failing().length > 0 ? 'guard_failed' : null);
  const figures = { contentType: registry.contentType, text: () => registry.metrics(), cspViolation: () => violations.inc() };
  const routes = opsRoutes({ build, metrics: figures, notReady, failingGuards: () => watch.failing() });
  return {
    ...room({ metrics, routes: [...routes, ...docsRoutes([...rooms.flatMap((one) => one.routes), ...routes], build)] }),
    guards: [],
    watch,
    goingDown: () => {
      down = true;
    },
    answered: (method, route, status, seconds) => requests.observe({ method, route, status: String(status) }, seconds),
    stop: () => watch.stop(),
  };
};
