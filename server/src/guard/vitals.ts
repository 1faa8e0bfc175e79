import { readFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { getHeapStatistics } from 'node:v8';

/** How hard this process breathes. */
export interface Vitals {
  /** 99th percentile of how late the event loop came to its timers since the reading before, ms. */
  readonly lagMs: number;
  /** Share of the memory it may use: of the heap's limit or of the container's, whichever is nearer. */
  readonly memory: number;
}

const RESOLUTION_MS = 10;
/** The limit of the container, by cgroup v2 or v1. */
const LIMIT_FILES = ['/sys/fs/cgroup/memory.max', '/sys/fs/cgroup/memory/memory.limit_in_bytes'];

/** The real readings of this process. Each call ends one stretch of measuring and begins the next. */
export const systemVitals = (): (() => Vitals) => {
  const loop = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  loop.enable();
  const heapLimit = getHeapStatistics().heap_size_limit;
  const containerLimit = readLimit();
  return () => {
    // The histogram counts the wait between two of its own timers, which is never shorter than its resolution.
    const lagMs = loop.count === 0 ? 0 : Math.max(0, loop.percentile(99) / 1e6 - RESOLUTION_MS);
    loop.reset();
    const { heapUsed, rss } = process.memoryUsage();
    return { lagMs, memory: Math.max(heapUsed / heapLimit, rss / containerLimit) };
  };
};

const readLimit = (): number => {
  for (const file of LIMIT_FILES) {
    try {
      const bytes = Number(readFileSync(file, 'utf8'));
      if (bytes > 0) return bytes;
    } catch {
      // Not this kind of cgroup, or none at all.
    }
  }
  return Number.POSITIVE_INFINITY;
};
