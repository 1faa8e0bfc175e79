import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import type { BoardState } from '@sitrep/shared/domain/state.ts';
import { dueCommands } from '@sitrep/shared/query/due.ts';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { loadSample, readSample } from '../import/sample.ts';
import { storeOf } from '../setup/data-folder.ts';
import { findRunningBoard } from '../setup/running-board.ts';
import { OWNER_TOKEN, startApp, type TestApp } from '../testing/start-app.ts';
import { type RunOptions, runDrill, stopDrills } from './run-drill.ts';
import { SCENARIOS, type ScenarioName } from './scenarios.ts';
import { serverApi } from './server-api.ts';

// One board for all tests: every exercise must leave it unchanged, which is what they check.
let app: TestApp;
const printed: string[] = [];
beforeAll(async () => {
  app = await startApp();
  await loadSample((command, { actor, key }) => app.handle(command, { principal: 'sample', actor, rights: 'system', idempotencyKey: key }));
  // The scheduler reports overdue promises of the board, which do not belong to the exercise.
  for (;;) {
    const { board, customers } = app.projection.internal.state;
    if (dueCommands(board, customers ?? board, Date.now()).length === 0) return;
    await sleep(20);
  }
});
afterAll(() => app.dispose());
beforeEach(() => {
  printed.length = 0;
});

const api = (to: TestApp = app) => serverApi({ url: to.url, token: OWNER_TOKEN });
const board = async (scope: 'public' | 'internal', of: TestApp = app) =>
  (await of.ask('GET', `/api/v1/board?scope=${scope}`)).body as { hash: string; state: { board: BoardState } };
const incidents = readSample().flatMap((file) => file.incidents);

const run = (name: ScenarioName, options: Partial<RunOptions> = {}, on: TestApp = app) =>
  runDrill(
    api(on),
    SCENARIOS[name],
    SCENARIOS[name].incidents.flatMap((id) => incidents.find((one) => one.id === id) ?? []),
    {
      speed: 60,
      longestPauseMs: 10,
      stayMs: 0,
      scope: null,
      on: [],
      stop: new AbortController().signal,
      now: Date.now,
      print: (line) => printed.push(line),
      ...options,
    },
  );

test('[SD13] on the sample board everybody sees the exercise, close and reopening, and afterwards nothing is left of it', async () => {
  const before = { public: (await board('public')).hash, internal: (await board('internal')).hash };
  const seen: string[] = [];
  const feed = app.projection.view('public');
  const unwatch = feed.onDelta(() => {
    const { incidents, drills } = feed.fold.state.board;
    const drill = Object.values(incidents).find((one) => one.drill !== null);
    if (drill === undefined) return;
    if (seen.at(-1) !== drill.phase) seen.push(drill.phase);
    expect(Object.values(drills)).toHaveLength(1);
  });
  await run('apivideo-2020-10-08', { longestPauseMs: 60, stayMs: 60 });
  unwatch();
  expect(seen.join(' ')).toMatch(/^investigating .*resolved .*(investigating|identified) .*resolved$/);
  expect((await board('public')).hash).toBe(before.public);
  expect((await board('internal')).hash).toBe(before.internal);
  expect(printed[0]).toBe('EXERCISE: The DNS provider vanishes');
  expect(printed.filter((line) => /RESOLVED|REOPENED/.test(line))).toHaveLength(3);
});

test.each(Object.keys(SCENARIOS) as ScenarioName[])('[SD13] %s runs through the real API', async (name) => {
  const before = (await board('internal')).hash;
  await run(name);
  expect((await board('internal')).hash).toBe(before);
});

test('[SD14] on a board of one’s own other components stand in, and customers see nothing of it', async () => {
  const own = await startApp();
  await expect(run('ryver-connections', {}, own)).rejects.toThrow('This board has no components yet');
  for (const id of ['web', 'mail']) await own.give('define-component', { componentId: id, name: id, scope: 'public' });
  const before = (await board('public', own)).hash;
  const stop = new AbortController();
  const running = run('ryver-connections', { stayMs: 60_000, stop: stop.signal }, own);
  while (Object.keys((await board('internal', own)).state.board.incidents).length < 2) await sleep(5);
  const { state } = await board('internal', own);
  const hit = Object.values(state.board.incidents).flatMap(({ impacts }) => impacts.map(({ componentId }) => componentId));
  expect(new Set(hit)).toEqual(new Set(['web', 'mail']));
  expect((await board('public', own)).hash).toBe(before);
  stop.abort();
  await running;
  expect((await board('internal', own)).state.board.incidents).toEqual({});
  await expect(run('ryver-connections', { on: ['door'] }, own)).rejects.toThrow('no component door');
  await own.dispose();
});

test('[SD15] an exercise that is stopped tidies up, and a second one cannot start beside it', async () => {
  const before = (await board('internal')).hash;
  const stop = new AbortController();
  const running = run('managewp-login', { longestPauseMs: 60_000, stop: stop.signal });
  while (Object.keys((await board('internal')).state.board.drills).length === 0) await sleep(5);
  await expect(run('wpstream-oauth')).rejects.toThrow('already running');
  stop.abort();
  await running;
  expect((await board('internal')).hash).toBe(before);
});

test('[SD15] it can be ended from elsewhere', async () => {
  const before = (await board('internal')).hash;
  const running = run('managewp-login', { longestPauseMs: 5_000 });
  while (Object.keys((await board('internal')).state.board.drills).length === 0) await sleep(5);
  expect(await stopDrills(api())).toEqual(['Collaborators cannot sign in']);
  await running;
  expect(printed.at(-1)).toMatch(/^Somebody ended the exercise/);
  expect((await board('internal')).hash).toBe(before);
  expect(await stopDrills(api())).toEqual([]);
});

test('[SD17] what a name says to a terminal is printed, not obeyed', async () => {
  writeFileSync(join(app.folder, 'run.json'), JSON.stringify({ pid: process.pid, url: app.url, token: OWNER_TOKEN, store: storeOf(null) }));
  // Such a name is refused today, but an old log may contain one.
  const name = 'Fire \u001b]0;owned\u0007 \u009b2J \u202efdp';
  const issuer = { principal: 'old', actor: { kind: 'person', name: 'Ana' }, rights: 'system', idempotencyKey: null } as const;
  expect(await app.handle({ type: 'start-drill', drillId: 'theirs', name }, issuer)).toMatchObject({ kind: 'accepted' });
  const shown = 'Fire \\u{1b}]0;owned\\u{7} \\u{9b}2J \\u{202e}fdp';
  const drill = async (...args: string[]): Promise<string> => {
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', resolve(import.meta.dirname, 'main.ts'), ...args], {
      env: { ...process.env, DATA_DIR: app.folder },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const [out, told] = await Promise.all([text(child.stdout), text(child.stderr)]);
    return `${out}${told}`;
  };
  expect(await drill()).toContain(`The exercise "${shown}" is already running.`);
  expect(await drill('--stop')).toContain(`Ended: ${shown}.`);
});

test('[SD15] Ctrl-C in the terminal ends and tidies', async () => {
  writeFileSync(join(app.folder, 'run.json'), JSON.stringify({ pid: process.pid, url: app.url, token: OWNER_TOKEN, store: storeOf(null) }));
  expect(findRunningBoard('/nowhere', { DATA_DIR: app.folder })?.url).toBe(app.url);
  const before = (await board('internal')).hash;
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', resolve(import.meta.dirname, 'main.ts')], {
    env: { ...process.env, DATA_DIR: app.folder },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise((done) => child.once('exit', done));
  while (Object.keys((await board('internal')).state.board.incidents).every((id) => !id.startsWith('drill-'))) await sleep(20);
  child.kill('SIGINT');
  expect(await ended).toBe(0);
  expect((await board('internal')).hash).toBe(before);
});
