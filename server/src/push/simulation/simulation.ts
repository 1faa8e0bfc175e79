import type { Scope } from '@sitrep/shared/domain/words.ts';
import { Auditor, Violation } from './auditor.ts';
import { type BrowserPorts, SimBrowser } from './browser.ts';
import { MemoryLog, type Transaction } from './memory-log.ts';
import { Wire } from './network.ts';
import { SimNode, WALL } from './node.ts';
import { Random } from './random.ts';
import { VirtualTime } from './virtual-time.ts';
import { Workload } from './workload.ts';

/** What must have happened at least once in a whole simulation; otherwise it proved less than it claims. */
export const SOMETIMES = [
  'crash',
  'restart',
  'graceful stop',
  'shed',
  'gap seen',
  'duplicate seen',
  'reorder seen',
  'last message lost',
  'client ahead of node',
  'told to wait',
  'snapshot served',
  'delta resume served',
  'epoch change',
  'lagging reader caught up',
  'lagging reader cut',
  'idempotent replay',
  'late commit',
  'hash compared',
  'stale shown',
] as const;
export type Sometimes = Record<(typeof SOMETIMES)[number], number>;
export const noSometimes = (): Sometimes => Object.fromEntries(SOMETIMES.map((name) => [name, 0])) as Sometimes;

export interface Outcome {
  readonly steps: number;
  /** Virtual ms from the end of the faults until every dashboard had reached the head. */
  readonly convergedMs: number;
}

const COMMANDS = 120;
/** Once faults stop: the silence rule, then a full back-off, then two heartbeats. */
const CONVERGENCE_MS = 60_000;

/** One run: up to 120 commands from `seed` against two nodes and eight browsers, then no more faults, then the final audit. Throws a `Violation`. */
export const simulate = async (seed: number, sometimes: Sometimes): Promise<Outcome> => {
  const random = new Random(seed);
  const time = new VirtualTime();
  const log = new MemoryLog();
  const auditor = new Auditor(log);
  const workload = new Workload(random);
  const onError = (error: unknown): void => {
    throw error;
  };
  const contained: unknown[] = [];
  const nodes = ['north', 'south'].map((name) => new SimNode(name, log, time, random, (error) => contained.push(error)));
  const homes = new Map<Wire, SimNode>();
  const pending: Transaction[] = [];
  const committed: Transaction[] = [];
  let steps = 0;
  /** When the faults stopped. */
  let calm: number | null = null;

  const ports: BrowserPorts = {
    time,
    random,
    connect: (browser) => {
      // While faults last any node may be dialled, even a full or dead one; afterwards the balancer picks a healthy one.
      const node = (calm === null ? random.pick(nodes) : nodes.toSorted((a, b) => a.wires.length - b.wires.length)[0]) as SimNode;
      const wire = new Wire((message) => auditor.sent(browser.scope, message));
      const principal = browser.scope === 'internal' ? browser.name : null;
      const scopes: Scope[] = browser.scope === 'internal' ? ['public', 'internal'] : ['public'];
      homes.set(wire, node);
      if (node.connect(wire, { scopes, principal }, JSON.parse(JSON.stringify(browser.hello())))) return wire;
      homes.delete(wire);
      return null;
    },
    hello: (wire, hello) => {
      wire.up.push(JSON.parse(JSON.stringify(hello)));
    },
    hangUp: (wire) => {
      wire.open = false;
      homes.get(wire)?.leave(wire);
      homes.delete(wire);
    },
    report: (browser, code, detail) => {
      if (code === 'lagging') return;
      throw new Violation('I5', `${browser.name} reports ${code}: ${detail}`);
    },
  };
  const browsers = Array.from({ length: 8 }, (_, index) => new SimBrowser(`browser ${index}`, index % 2 === 0 ? 'public' : 'internal', ports));

  const cut = (browser: SimBrowser): void => {
    const { wire } = browser;
    if (wire === null) return;
    ports.hangUp(wire);
    browser.cut();
  };
  /** Delivers up to `count` messages each way. */
  const deliver = (browser: SimBrowser, count: number): void => {
    const { wire } = browser;
    if (wire === null || browser.frozen) return;
    for (const hello of wire.up.splice(0, count)) homes.get(wire)?.hello(wire, hello);
    for (const message of wire.wire.splice(0, count)) {
      const before = browser.session;
      browser.receive(message);
      if (message.name === 'delta' && browser.session.asked && !before.asked) sometimes['gap seen']++;
      if (message.name === 'delta' && browser.session.replica === before.replica && !browser.session.asked) sometimes['duplicate seen']++;
      if (message.name === 'heartbeat' && browser.session.link === 'up' && !browser.session.asked) sometimes['hash compared']++;
      if (browser.wire !== wire) return;
    }
    if ((wire.closing && wire.wire.length === 0) || !wire.open) cut(browser);
  };
  const ended = (wires: readonly Wire[]): void => {
    for (const browser of browsers) if (browser.wire !== null && wires.includes(browser.wire) && !browser.wire.closing) cut(browser);
  };
  const commit = (transaction: Transaction): void => {
    const result = log.commit(transaction);
    if (result.kind === 'appended') auditor.acknowledge(result.events.map(({ event }) => event.id));
    committed.push(transaction);
  };

  const someone = (): SimBrowser => random.pick(browsers) as SimBrowser;
  const somewhere = (): SimNode => random.pick(nodes) as SimNode;
  const commands = {
    write: () => commit(log.begin(workload.command(WALL + time.now))),
    begin: () => {
      pending.push(log.begin(workload.command(WALL + time.now)));
    },
    commit_any: () => {
      const [transaction] = pending.splice(random.below(pending.length), 1);
      if (transaction === undefined) return;
      if (pending.length > 0) sometimes['late commit']++;
      commit(transaction);
    },
    retry: () => {
      const transaction = random.pick(committed);
      if (transaction === undefined) return;
      const result = log.commit(transaction);
      if (result.kind !== 'replayed') throw new Violation('I8', `a retried command was ${result.kind}`);
      sometimes['idempotent replay']++;
    },
    burst: () => {
      for (let i = 0; i < 20; i++) commit(log.begin(workload.command(WALL + time.now)));
    },
    redact: () => {
      const redact = workload.redact(log, WALL + time.now);
      if (redact === null) return;
      redact();
      sometimes['epoch change']++;
    },
    poll: async () => somewhere().poll(),
    deliver: () => deliver(someone(), 1 + random.below(6)),
    deliver_all: () => {
      for (const browser of browsers) deliver(browser, 1_000);
    },
    drop: () => void someone().wire?.harm('drop', random),
    duplicate: () => void someone().wire?.harm('duplicate', random),
    reorder: () => {
      if (someone().wire?.harm('reorder', random)) sometimes['reorder seen']++;
    },
    lose_last: () => {
      if (someone().wire?.harm('lose_last', random)) sometimes['last message lost']++;
    },
    lose_hello: () => {
      someone().wire?.up.pop();
    },
    stall: () => {
      const { wire } = someone();
      if (wire) wire.stalled = true;
    },
    unstall: () => {
      for (const { wire } of browsers) {
        if (wire === null) continue;
        wire.stalled = false;
        wire.flush();
      }
    },
    // A suspended laptop: nothing runs, and the wall clock may have jumped afterwards.
    sleep: () => {
      const browser = someone();
      browser.frozen = true;
      browser.skew = random.below(4 * 3_600_000) - 2 * 3_600_000;
    },
    thaw: () => {
      for (const browser of browsers) browser.wake();
    },
    cut: () => cut(someone()),
    move: () => {
      const browser = someone();
      cut(browser);
      browser.tell({ kind: 'nudge' });
    },
    crash: () => {
      const node = somewhere();
      if (!node.up) return;
      ended(node.crash());
      sometimes.crash++;
    },
    stop: async () => {
      const node = somewhere();
      if (!node.up) return;
      ended(await node.stop());
      sometimes['graceful stop']++;
    },
    restart: async () => {
      for (const node of nodes) {
        if (node.up) continue;
        await node.start();
        sometimes.restart++;
      }
    },
    skew: () => {
      (random.chance(0.5) ? someone() : somewhere()).skew = random.below(4 * 3_600_000) - 2 * 3_600_000;
    },
    tick: () => time.pass(random.below(400)),
    wait: () => time.pass(random.below(7_000)),
    long_wait: () => time.pass(random.below(25_000)),
  };
  const weights: Record<keyof typeof commands, number> = {
    write: 14,
    begin: 4,
    commit_any: 4,
    retry: 1,
    burst: 1,
    redact: 2,
    poll: 18,
    deliver: 12,
    deliver_all: 8,
    drop: 2,
    duplicate: 2,
    reorder: 2,
    lose_last: 2,
    lose_hello: 0.5,
    stall: 4,
    unstall: 1,
    sleep: 2,
    thaw: 2,
    cut: 1,
    move: 3,
    crash: 1,
    stop: 0.5,
    restart: 3,
    skew: 1,
    tick: 14,
    wait: 5,
    long_wait: 2,
  };

  const audit = (): void => {
    auditor.check(
      browsers,
      nodes.flatMap((node) => node.wires),
      time.now,
    );
    for (const browser of browsers) if (browser.claim === 'stale' && browser.session.replica !== null) sometimes['stale shown']++;
    if (contained.length > 0) onError(contained[0]);
  };

  for (const node of nodes) await node.start();
  for (const browser of browsers) browser.tell({ kind: 'start' });
  for (; steps < COMMANDS; steps++) {
    await commands[random.weighted(weights)]();
    audit();
  }

  // The last fault is the hardest: all commands are written, and the last message is lost on the way to some browsers.
  for (const transaction of pending.splice(0)) commit(transaction);
  await commands.restart();
  commands.unstall();
  commands.thaw();
  for (const node of nodes) await node.poll();
  for (const { wire } of browsers) if (random.chance(0.5) && wire?.harm('lose_last', random)) sometimes['last message lost']++;

  // No more faults: every browser must reach the head.
  calm = time.now;
  const arrived = (browser: SimBrowser): boolean =>
    browser.session.replica?.epoch === log.epoch[browser.scope] &&
    browser.session.replica.cursor === log.chains.get(log.epoch[browser.scope])?.length &&
    browser.claim === 'live';
  for (const browser of browsers) browser.tell({ kind: 'nudge' });
  while (!browsers.every(arrived)) {
    if (time.now - calm > CONVERGENCE_MS) {
      const late = browsers
        .filter((browser) => !arrived(browser))
        .map(({ name, claim, session }) => `${name} (${claim}, ${session.link}, at ${session.replica?.cursor})`);
      throw new Violation('L1', `not at the head ${CONVERGENCE_MS / 1_000} s after the faults stopped: ${late.join(', ')}`);
    }
    for (const node of nodes) await node.poll();
    commands.deliver_all();
    time.pass(250);
    commands.deliver_all();
    audit();
  }
  const convergedMs = time.now - calm;

  for (const node of nodes) {
    const totals = node.totals();
    sometimes.shed += node.sheds;
    sometimes['client ahead of node'] += totals.ahead ?? 0;
    sometimes['told to wait'] += totals.waits ?? 0;
    sometimes['snapshot served'] += totals.snapshots ?? 0;
    sometimes['delta resume served'] += totals.resumes ?? 0;
    sometimes['lagging reader caught up'] += totals.caughtUp ?? 0;
    sometimes['lagging reader cut'] += totals.cut ?? 0;
    node.crash();
  }
  return { steps, convergedMs };
};
