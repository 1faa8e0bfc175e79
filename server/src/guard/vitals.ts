import { readFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { getHeapStatistics } from 'node:v8';

/** How loaded this process is. */
export interface Vitals {
  /** 99th percentile of event loop lag since the previous reading, ms. */
  readonly lagMs: number;
  /** Share of the memory limit in use (0..1): of the heap's or the container's limit, whichever is closer to full. */
  readonly memory: number;
}

const RESOLUTION_MS = 10;
/** Where cgroup v2 and v1 keep the container's memory limit. */
const LIMIT_FILES = ['/sys/fs/cgroup/memory.max', '/sys/fs/cgroup/memory/memory.limit_in_bytes'];

/** Reads the load of this process. Each call ends one measuring interval and starts the next. */
export const systemVitals = (): (() => Vitals) => {
  const loop = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  loop.enable();
  const heapLimit = getHeapStatistics().heap_size_limit;
  const containerLimit = readLimit();
  return () => {
    // The histogram records the time between its own timer ticks, which includes its resolution.
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
      // Another cgroup version, or no cgroup.
    }
  }
  return Number.POSITIVE_INFINITY;
};
