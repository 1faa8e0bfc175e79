import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { BoardState, Component } from '@sitrep/shared/domain/state.ts';
import { lookup } from '@sitrep/shared/domain/state.ts';
import type { Scope } from '@sitrep/shared/domain/words.ts';
import type { SampleIncident } from '../import/sample-file.ts';
import { planDrill } from './plan-drill.ts';
import type { Scenario } from './scenarios.ts';
import type { ServerApi } from './server-api.ts';

export interface RunOptions {
  speed: number;
  longestPauseMs: number;
  /** How long the exercise stays on the board after the last entry. */
  stayMs: number;
  /** Null: public on the sample board, internal on any other. */
  scope: Scope | null;
  /** Components of this board that stand in for those of the scenario; empty to choose automatically. */
  on: readonly string[];
  /** Aborting it ends the exercise. */
  stop: AbortSignal;
  now(): number;
  print(line: string): void;
}

/** Replays a scenario on a running server and tidies up afterwards, also when it is stopped or fails. Throws one sentence when it cannot start or continue. */
export const runDrill = async (server: ServerApi, scenario: Scenario, incidents: readonly SampleIncident[], options: RunOptions): Promise<void> => {
  const { print } = options;
  const board = await server.board();
  const [running] = Object.values(board.drills);
  if (running !== undefined) throw new Error(`The exercise "${running.name}" is already running. End it with: npm run drill -- --stop`);
  const stage = chooseStage(board, incidents, options.on);
  const drillId = `drill-${randomBytes(4).toString('hex')}`;
  const scope = options.scope ?? (stage.isOwn ? 'public' : 'internal');
  const startMs = options.now();
  const plan = planDrill(scenario, incidents, { drillId, startMs, speed: options.speed, longestPauseMs: options.longestPauseMs, scope, place: stage.place });
  const lengthMs = plan.at(-1)?.afterMs ?? 0;

  print(`EXERCISE: ${scenario.title}`);
  print(
    `  on ${server.url}, ${scope === 'public' ? 'on every screen' : 'for signed-in people only'}; about ${clock(lengthMs)} at ${options.speed} times the speed,`,
  );
  print(`  pauses cut to ${options.longestPauseMs / 1_000} s. Ctrl-C ends it at any time.`);
  if (!stage.isOwn) print(`  This board lacks the original components; these stand in for them: ${stage.names.join(', ')}. Choose others with --on.`);

  let started = false;
  try {
    for (const step of plan) {
      await waitUntil(startMs + step.afterMs, options);
      if (options.stop.aborted) break;
      for (const command of step.commands) {
        await server.send(command);
        started = true;
      }
      if (step.says !== null) print(`${clock(step.afterMs).padStart(7)}  ${(step.clock ?? '').padEnd(9)}  ${step.says}`);
    }
    if (!options.stop.aborted) {
      print(`  All told. It stays for ${options.stayMs / 1_000} s; Ctrl-C to tidy up now.`);
      await waitUntil(options.now() + options.stayMs, options);
    }
  } catch (error) {
    if (!started || (await isRunning(server, drillId))) throw error;
    return print('Somebody ended the exercise. The board shows nothing of it any more.');
  } finally {
    // The start may have been recorded although its answer was lost, so read the board.
    if (await isRunning(server, drillId)) await endDrill(server, drillId);
  }
  print('The exercise is over. The board shows nothing of it any more, and no figure counts it.');
};

/** Ends every running exercise. Out: their names. */
export const stopDrills = async (server: ServerApi): Promise<string[]> => {
  const running = Object.values((await server.board()).drills);
  for (const { id } of running) await endDrill(server, id);
  return running.map(({ name }) => name);
};

const endDrill = async (server: ServerApi, drillId: string): Promise<void> => {
  try {
    await server.send({ type: 'end-drill', drillId });
  } catch (error) {
    // Someone else ended it already, which is fine.
    if (await isRunning(server, drillId)) throw error;
  }
};

const isRunning = async (server: ServerApi, drillId: string): Promise<boolean> => lookup((await server.board()).drills, drillId) !== undefined;

const waitUntil = async (ms: number, { stop, now }: RunOptions): Promise<void> => {
  const left = ms - now();
  if (left > 0 && !stop.aborted) await sleep(left, undefined, { signal: stop }).catch(() => {});
};

const clock = (ms: number): string => `${Math.floor(ms / 60_000)} m ${String(Math.floor(ms / 1_000) % 60).padStart(2, '0')} s`;

interface Stage {
  /** Whether the board has the scenario's own components. */
  isOwn: boolean;
  names: string[];
  place(componentId: string): string;
}

/** Chooses the components: the scenario's own when the board has them, else those named, else the first ones of the board. */
const chooseStage = (board: BoardState, incidents: readonly SampleIncident[], on: readonly string[]): Stage => {
  const wanted = [
    ...new Set(incidents.flatMap(({ impacts, log }) => [...impacts, ...log.flatMap((moment) => moment.impacts ?? [])].map(({ component }) => component))),
  ];
  if (on.length === 0 && wanted.every((id) => lookup(board.components, id) !== undefined)) return { isOwn: true, names: [], place: (id) => id };
  const missing = on.find((id) => lookup(board.components, id) === undefined);
  if (missing !== undefined) throw new Error(`This board has no component ${missing}. It has: ${Object.keys(board.components).join(', ') || 'none'}.`);
  const chosen = on.length > 0 ? on.flatMap((id) => lookup(board.components, id) ?? []) : inOrder(board).slice(0, wanted.length);
  const [first] = chosen;
  if (first === undefined)
    throw new Error('This board has no components yet, so nothing can fail on it. Add one first, or try the sample board: npm start -- --sample');
  const places = new Map(wanted.map((id, index) => [id, (chosen[index % chosen.length] ?? first).id]));
  return { isOwn: false, names: chosen.map(({ name }) => name), place: (id) => places.get(id) ?? first.id };
};

const inOrder = ({ components, groups }: BoardState): Component[] => {
  const group = ({ groupId }: Component) => (groupId === null ? Number.MAX_SAFE_INTEGER : (lookup(groups, groupId)?.position ?? 0));
  return Object.values(components).sort((a, b) => group(a) - group(b) || a.position - b.position || (a.id < b.id ? -1 : 1));
};
