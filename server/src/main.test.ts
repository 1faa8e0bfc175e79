import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { claimDataFolder, FolderRefused, storeOf } from './setup/data-folder.ts';
import { readSettings, SettingsError } from './setup/settings.ts';
import { runSitrep } from './testing/run-sitrep.ts';
import { OWNER_TOKEN, startApp } from './testing/start-app.ts';

// A start of a process costs a second of computing: one start answers several questions, and the tool is run in this process but where that is the question.

const main = resolve(import.meta.dirname, 'main.ts');
const cli = resolve(import.meta.dirname, 'cli/main.ts');
let folder: string;
const children: ChildProcess[] = [];
const leave: (() => Promise<void>)[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sitrep-main-'));
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await stopHere();
  rmSync(folder, { recursive: true, force: true });
});

const run = (file: string, args: string[], env: Record<string, string>, options: { ipc?: boolean } = {}) => {
  const { PATH = '', NODE_COMPILE_CACHE } = process.env;
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', file, ...args], {
    // These tests must not depend on the load of the machine.
    env: { PATH, NODE_COMPILE_CACHE, MAX_LAG_MS: '60000', ...env },
    stdio: options.ipc ? ['ignore', 'pipe', 'pipe', 'ipc'] : ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  let output = '';
  child.stdout?.on('data', (chunk) => {
    output += chunk;
  });
  child.stderr?.on('data', (chunk) => {
    output += chunk;
  });
  // `close` also waits for the output, but is never emitted after the channel was disconnected by hand.
  const ended = once(child, options.ipc ? 'exit' : 'close').then(([code]) => code as number | null);
  return { child, ended, output: () => output };
};
const dataDir = () => join(folder, 'data');
const runFile = () => join(dataDir(), 'run.json');
const serve = async (env: Record<string, string> = {}, options: { ipc?: boolean } = {}) => {
  const server = run(main, [], { PORT: '0', DATA_DIR: dataDir(), ...env }, options);
  await expect.poll(() => existsSync(runFile())).toBe(true);
  return { ...server, ...(JSON.parse(readFileSync(runFile(), 'utf8')) as { url: string; token: string }) };
};
/** A server in this process that the tool finds as it finds any other. */
const serveHere = async () => {
  const data = claimDataFolder(dataDir());
  const { url: address, stop } = await startApp({ folder: dataDir() });
  // As a server says it.
  const url = address.replace('127.0.0.1', 'localhost');
  data.announce({ url, token: OWNER_TOKEN, store: storeOf(null) });
  leave.push(async () => {
    await stop();
    data.release();
  });
  return { url, token: OWNER_TOKEN };
};
const stopHere = async () => {
  for (const end of leave.splice(0)) await end();
};
/** The first line says on which board or folder it works. */
const told = (code: number | null, printed: string) => {
  const [where = '', ...lines] = printed.split('\n');
  const named = /^sitrep: the (board at|folder|database)/.test(where);
  return { code, where, text: named ? lines.join('\n') : printed };
};
const sitrep = async (args: string[], env: Record<string, string> = {}) => {
  const { code, text } = await runSitrep(args, { DATA_DIR: dataDir(), ...env });
  return told(code, text);
};
/** The same as a process of its own. */
const sitrepProcess = async (...args: string[]) => {
  const { ended, output } = run(cli, args, { DATA_DIR: dataDir() });
  return told(await ended, output());
};

test('[HT29] a start says where to look, also from other devices, what folder it uses and how to stop; its token is the owner’s, and readable by nobody else', async () => {
  const addresses = Object.values(networkInterfaces()).flatMap((all) => (all ?? []).filter(({ family, internal }) => family === 'IPv4' && !internal));
  const { child, ended, output, url, token } = await serve({ HOST: '0.0.0.0' });
  await expect.poll(output).toContain('Ctrl-C');
  for (const words of [url, '/wall', '/api/docs', '#owner=', dataDir(), 'Ctrl-C']) expect(output()).toContain(words);
  expect(output().match(/Network +http:\S+/g) ?? []).toEqual(addresses.slice(0, 3).map(({ address }) => `Network     ${url.replace('localhost', address)}/`));
  expect(output()).not.toContain(token);
  expect(statSync(runFile()).mode & 0o777).toBe(0o600);
  for (const name of readdirSync(dataDir())) expect([name, statSync(join(dataDir(), name)).mode & 0o077]).toEqual([name, 0]);
  const opened = await fetch(`${url}/api/v1/tokens`, { headers: { authorization: `Bearer ${token}` } });
  expect(opened.status).toBe(200);
  child.kill('SIGTERM');
  expect(await ended).toBe(0);
  expect(existsSync(runFile())).toBe(false);
  await expect(fetch(`${url}/livez`)).rejects.toThrow();
});

test('[HT47] [HT29] the printed owner link holds for minutes, and into a log it is printed for the very first owner alone; any way of ending ends it, also while clients are connected', async () => {
  const started = async () => {
    const server = await serve({}, { ipc: true });
    await expect.poll(server.output).toContain('Ctrl-C');
    // Its connection is kept open.
    await (await fetch(`${server.url}/api/v1/board`)).arrayBuffer();
    return { ...server, code: /#owner=([\w-]{43})/.exec(server.output())?.[1] };
  };
  const unused = await started();
  expect([unused.code !== undefined, unused.output()]).toEqual([
    true,
    expect.stringContaining('once, within 15 minutes. Another: npm run sitrep -- owner-link'),
  ]);
  unused.child.kill('SIGINT');
  expect(await unused.ended).toBe(0);
  const first = await started();
  const headers = { 'content-type': 'application/json' };
  const signedIn = await fetch(`${first.url}/api/v1/session`, { method: 'POST', headers, body: JSON.stringify({ code: first.code }) });
  expect(signedIn.status).toBe(201);
  // A sign-out does not undo that an owner has signed in.
  await fetch(`${first.url}/api/v1/session`, { method: 'DELETE', headers: { cookie: signedIn.headers.get('set-cookie') ?? '' } });
  first.child.kill('SIGTERM');
  expect(await first.ended).toBe(0);
  const later = await started();
  expect([later.code, later.output()]).toEqual([undefined, expect.stringMatching(/Owner link +for another browser: npm run sitrep -- owner-link/)]);
  expect((await sitrep(['owner-link'])).text).toMatch(/#owner=[\w-]{43}/);
  // So does the end of the process that started it.
  later.child.disconnect();
  expect(await later.ended).toBe(0);
});

test('[LG27] [LG28] a damaged event and an export cut short are told in a sentence with what to do, by code 1, and leave nothing that looks whole', async () => {
  const file = join(folder, 'sitrep.ndjson');
  const first = await serve();
  const headers = { authorization: `Bearer ${first.token}`, 'content-type': 'application/json' };
  for (const name of ['one', 'two', 'three']) await fetch(`${first.url}/api/v1/components/${name}`, { method: 'PUT', headers, body: JSON.stringify({ name }) });
  expect((await sitrep(['export', file])).code).toBe(0);
  const whole = readFileSync(file, 'utf8');
  const damage = () => {
    const db = new DatabaseSync(join(dataDir(), 'log.sqlite'));
    db.exec("UPDATE events SET data = '{' WHERE seq = 2; DELETE FROM checkpoints");
    db.close();
  };
  const damaged = expect.stringMatching(/Event 2 .*(import it there|start there)\.\n?$/);
  damage();
  // First with a running server, then without one.
  expect(await sitrepProcess('verify')).toMatchObject({ code: 1, text: damaged });
  expect(await sitrep(['export', join(folder, 'broken.ndjson')])).toMatchObject({ code: 1, text: damaged });
  first.child.kill('SIGKILL');
  await first.ended;
  damage();
  const start = run(main, [], { PORT: '0', DATA_DIR: dataDir() });
  expect([await start.ended, start.output()]).toEqual([1, expect.stringMatching(/^Sitrep cannot start: Event 2 of the log cannot be read: [^\n]+\n$/)]);
  expect(await sitrep(['verify'])).toMatchObject({ code: 1, text: damaged });
  expect(await sitrep(['export', join(folder, 'broken.ndjson')])).toMatchObject({ code: 1, text: damaged });
  expect(readdirSync(folder).filter((name) => name.startsWith('broken'))).toEqual([]);

  const lines = whole.trimEnd().split('\n');
  const cuts: [string, RegExp][] = [
    ['', /the export is empty/],
    ['\n \n', /holds no events/],
    [whole.slice(0, -20), /cut short: it breaks off in line 4/],
    [lines.slice(0, 3).join('\n'), /the line that ends an export is missing.* --unfinished/],
    [lines.slice(0, 2).join('\n'), /after event 2 the line that ends an export is missing/],
  ];
  for (const [text, words] of cuts) {
    writeFileSync(file, text);
    const fresh = { DATA_DIR: join(folder, 'fresh') };
    expect(await sitrep(['import', file], fresh)).toMatchObject({ code: 1, text: expect.stringMatching(words) });
    expect(existsSync(join(folder, 'fresh/log.sqlite'))).toBe(false);
  }
  writeFileSync(file, lines.slice(0, 3).join('\n'));
  expect(await sitrep(['import', '--unfinished', file], { DATA_DIR: join(folder, 'fresh') })).toMatchObject({
    code: 0,
    text: expect.stringContaining('Imported 3 events'),
  });
});

test('[HT29] a taken port, a folder in use, an unusable folder and a wrong setting are one sentence each and exit code 1', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as { port: number };
  const { url } = await serveHere();
  const starts: [Record<string, string>, RegExp][] = [
    [{ DATA_DIR: join(folder, 'b'), PORT: String(port) }, new RegExp(`Port ${port} is taken`)],
    [{ DATA_DIR: dataDir(), PORT: '0' }, new RegExp(`in use by process \\d+ at ${url}`)],
    [{ DATABASE_URL: 'postgres://nobody@127.0.0.1:1/x', PORT: '0' }, /The database cannot be opened: .*ECONNREFUSED/],
  ];
  for (const [env, words] of starts) {
    const { ended, output } = run(main, [], env);
    expect([await ended, output().trim()]).toEqual([1, expect.stringMatching(words)]);
    expect(output()).toMatch(/^Sitrep cannot start: [A-Z].*\.\n$/);
    expect(output().trim().split('\n')).toHaveLength(1);
  }
  // What else a start refuses, it refuses in the same way.
  writeFileSync(join(folder, 'file'), '');
  mkdirSync(join(folder, 'shared'));
  writeFileSync(join(folder, 'shared/notes.txt'), '');
  chmodSync(join(folder, 'shared'), 0o770);
  const refusals: [() => unknown, typeof FolderRefused | typeof SettingsError, RegExp][] = [
    [() => claimDataFolder(join(folder, 'file/sub')), FolderRefused, /cannot be written: a part of the path is a file\.$/],
    [() => claimDataFolder('/proc/sitrep/board'), FolderRefused, /cannot be written: .*\.$/],
    [() => claimDataFolder(join(folder, 'shared')), FolderRefused, /can be written by other users .* chmod go-w/],
    [() => readSettings({ DATA_DIR: join(folder, 'c'), PORT: 'x' }, [], folder), SettingsError, /PORT must be a whole number/],
  ];
  for (const [start, kind, words] of refusals) {
    expect(start).toThrow(kind);
    expect(start).toThrow(words);
    expect(start).toThrow(/^[A-Z][^\n]*\.$/);
  }
  // Otherwise the next start would open the own board.
  expect(existsSync(join(folder, 'b'))).toBe(false);
  other.close();
});

test('[HT18] export, wipe, import: the same facts, hashes and board, in a new epoch; with and without a server', async () => {
  const file = join(folder, 'sitrep.ndjson');
  const first = await serve({ BOOTSTRAP_TOKEN: 'a bootstrap token of the tests' });
  const put = (path: string, method: string, body: unknown) =>
    fetch(`${first.url}/api/v1${path}`, {
      method,
      headers: { authorization: 'Bearer a bootstrap token of the tests'.replace(/ of.*/, ''), 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  expect((await put('/board', 'PUT', { name: 'x' })).status).toBe(401);
  const own = { authorization: `Bearer ${first.token}`, 'content-type': 'application/json' };
  await fetch(`${first.url}/api/v1/components/live`, { method: 'PUT', headers: own, body: JSON.stringify({ name: 'Live delivery', scope: 'public' }) });
  for (let n = 0; n < 20; n++) {
    const scope = n % 2 ? 'public' : 'internal';
    await fetch(`${first.url}/api/v1/incidents`, { method: 'POST', headers: own, body: JSON.stringify({ title: `Incident ${n}`, text: 'told', scope }) });
  }
  const boardOf = async ({ url, token }: { url: string; token: string }) =>
    (await (await fetch(`${url}/api/v1/board`, { headers: { authorization: `Bearer ${token}` } })).json()) as { hash: string; pos: number; epoch: string };
  const before = await boardOf(first);

  // Planted by an attacker who wants to read the export, or to have another file overwritten.
  const precious = join(folder, 'precious');
  writeFileSync(precious, 'mine', { mode: 0o666 });
  symlinkSync(precious, `${file}.part`);
  expect(await sitrepProcess('export', file)).toMatchObject({ code: 0, text: expect.stringContaining(file) });
  expect([readFileSync(precious, 'utf8'), statSync(file).mode & 0o777]).toEqual(['mine', 0o600]);
  expect((await sitrep(['import', file])).text).toContain('empty log only');
  first.child.kill('SIGTERM');
  await first.ended;

  const copy = `${file}.copy`;
  expect((await sitrep(['export', copy])).code).toBe(0);
  expect(readFileSync(copy)).toEqual(readFileSync(file));

  rmSync(dataDir(), { recursive: true });
  const second = await serveHere();
  expect((await sitrep(['import', file])).code).toBe(0);
  const after = await boardOf(second);
  expect([after.hash, after.pos]).toEqual([before.hash, before.pos]);
  expect(after.epoch).not.toBe(before.epoch);
  expect((await sitrep(['verify'])).code).toBe(0);
  await stopHere();

  rmSync(dataDir(), { recursive: true });
  expect((await sitrep(['import', file])).code).toBe(0);
  const third = await serveHere();
  expect((await boardOf(third)).hash).toBe(before.hash);
  await stopHere();
  writeFileSync(file, readFileSync(file, 'utf8').replace('Incident 3', 'Incident 4'));
  rmSync(dataDir(), { recursive: true });
  const forged = await sitrep(['import', file]);
  expect([forged.code, forged.text]).toEqual([1, expect.stringMatching(/line \d+/)]);
});

test('[HT138] a backup is taken while the server runs, and restored where none does; what fails leaves nothing behind', async () => {
  const file = join(folder, 'board.backup');
  expect(await sitrep(['backup', file])).toMatchObject({ code: 1, text: expect.stringContaining('There is no board in') });
  const first = await serveHere();
  const own = { authorization: `Bearer ${first.token}`, 'content-type': 'application/json' };
  const post = (path: string, body: object, headers: Record<string, string> = own) =>
    fetch(`${first.url}/api/v1${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  expect(await sitrep(['backup', file])).toMatchObject({ code: 1, text: expect.stringContaining('There is nothing to back up') });
  const invited = (await (await post('/people', { name: 'Ana', email: 'ana@example.com', role: 'owner' })).json()) as { url: string };
  const code = invited.url.split('#code=')[1];
  const signedIn = await post('/password', { code, password: 'correct horse battery' }, { 'content-type': 'application/json' });
  const cookie = String(signedIn.headers.get('set-cookie')).split(';')[0] ?? '';
  const token = ((await (await post('/tokens', { name: 'bot', role: 'viewer' })).json()) as { token: string }).token;
  expect((await fetch(`${first.url}/api/v1/backup`, { headers: { cookie } })).status).toBe(403);
  expect((await post('/incidents', { title: 'Uploads stall' })).status).toBe(201);
  const board = async (url: string, headers: Record<string, string>) => fetch(`${url}/api/v1/board?scope=internal`, { headers });
  const before = (await (await board(first.url, { cookie })).json()) as { hash: string };

  const taken = await sitrep(['backup', file]);
  expect(taken).toMatchObject({ code: 0, where: expect.stringContaining('the board at'), text: expect.stringContaining('1 person, 1 token, 0 screens') });
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readFileSync(file, 'utf8')).not.toContain(token.slice(-43));
  expect(await sitrep(['restore', file])).toMatchObject({ code: 1, text: expect.stringContaining('stop it and set DATA_DIR') });
  await stopHere();
  const stopped = await sitrep(['backup', join(folder, 'stopped.backup')]);
  expect([stopped.code, stopped.text]).toEqual([0, expect.stringContaining('1 person, 1 token, 0 screens')]);
  expect(await sitrep(['restore', file])).toMatchObject({ code: 1, text: expect.stringContaining('empty store only') });
  // A log that was moved away takes no accounts with it.
  for (const name of readdirSync(dataDir()).filter((one) => one.startsWith('log.sqlite'))) rmSync(join(dataDir(), name));
  expect(await sitrep(['restore', file])).toMatchObject({ code: 1, text: expect.stringContaining('empty store only') });
  expect([existsSync(join(dataDir(), 'log.sqlite')), existsSync(join(dataDir(), 'auth.sqlite'))]).toEqual([false, true]);
  expect((await sitrep(['token', 'list'])).text).toContain('There is no board in');

  rmSync(dataDir(), { recursive: true });
  const whole = readFileSync(file, 'utf8');
  for (const broken of [whole.slice(0, -30), whole.replace('Uploads stall', 'Nothing stalls'), '']) {
    writeFileSync(`${file}.broken`, broken);
    expect(await sitrep(['restore', `${file}.broken`])).toMatchObject({ code: 1, text: expect.stringMatching(/Nothing was restored\.|no backup of Sitrep/) });
    expect(existsSync(dataDir())).toBe(false);
  }
  expect(await sitrep(['restore', file])).toMatchObject({ code: 0, text: expect.stringContaining('1 person, 1 token, 0 screens') });
  const second = await serveHere();
  const after = await board(second.url, { authorization: `Bearer ${token}` });
  expect([after.status, ((await after.json()) as { hash: string }).hash]).toEqual([200, before.hash]);
  expect((await board(second.url, { cookie })).status).toBe(401);
  const body = JSON.stringify({ email: 'ana@example.com', password: 'correct horse battery' });
  expect((await fetch(`${second.url}/api/v1/session`, { method: 'POST', headers: { 'content-type': 'application/json' }, body })).status).toBe(201);
});

test('[HT18] tokens are made, listed and revoked, with and without a server; what is missing is told in one sentence', async () => {
  const made = await sitrep(['token', 'create', '--role', 'viewer', '--name', 'wall']);
  expect(made.where).toBe(`sitrep: the folder ${dataDir()}`);
  const token = made.text.split('\n')[0] ?? '';
  expect(token).toMatch(/^sitrep_/);
  const server = await serveHere();
  const ask = async () => (await fetch(`${server.url}/api/v1/board?scope=internal`, { headers: { authorization: `Bearer ${token}` } })).status;
  expect(await ask()).toBe(200);
  const list = await sitrep(['token', 'list']);
  expect(list.text).toContain('wall');
  expect(list.text).not.toContain(token.slice(-43));
  expect((await sitrep(['token', 'revoke', list.text.split(' ')[0] ?? ''])).code).toBe(0);
  expect(await ask()).toBe(401);
  expect((await sitrep(['owner-link'])).text).toContain('#owner=');
  for (const args of [
    ['token', 'create', '--role', 'boss', '--name', 'x'],
    ['token', 'create', '--role', 'viewer'],
    ['token', 'revoke', 'nope'],
    ['import', '/no/such'],
    ['token', 'create', '--colour'],
  ]) {
    const { code, text } = await sitrep(args);
    expect([args, code, text]).toEqual([args, 1, expect.stringMatching(/^sitrep: [A-Z-][^\n]*\.\n$/)]);
  }
  for (const args of [['dance'], ['token', 'dance']])
    expect(await sitrep(args)).toMatchObject({
      code: 2,
      text: expect.stringMatching(new RegExp(`^sitrep: There is no command "${args.join(' ')}".\n\nUsage`)),
    });
  expect(await sitrep(['help'])).toMatchObject({ code: 0, text: expect.stringMatching(/^Usage/) });
});

test('[AU8] the link of a screen is made, listed and revoked, with and without a server', async () => {
  const create = ['token', 'create', '--kiosk', '--name'];
  const linkOf = ({ text }: { text: string }) => text.split('\n')[0] ?? '';
  const early = linkOf(await sitrep([...create, 'Wall 7'], { PORT: '4711' }));
  expect(early).toMatch(/^http:\/\/localhost:4711\/wall#kiosk=sitrep_[0-9a-f]{12}_[\w-]{43}$/);
  const elsewhere = linkOf(await sitrep([...create, 'Wall 8', '--expires', '2100-01-31'], { PUBLIC_URL: 'https://status.example/' }));
  expect(elsewhere).toMatch(/^https:\/\/status\.example\/wall#kiosk=sitrep_/);

  const { url } = await serveHere();
  const late = linkOf(await sitrep([...create, 'Lobby']));
  expect(late.startsWith(`${url}/wall#kiosk=sitrep_`)).toBe(true);
  const exchange = async (link: string) => {
    const body = JSON.stringify({ kiosk: link.split('#kiosk=')[1] });
    const reply = await fetch(`${url}/api/v1/session`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    return { status: reply.status, name: ((await reply.json()) as { name?: string }).name };
  };
  expect(await exchange(early)).toEqual({ status: 201, name: 'Wall 7' });
  expect(await exchange(late)).toEqual({ status: 201, name: 'Lobby' });

  const { text } = await sitrep(['token', 'list']);
  const lineOf = (name: string) => text.split('\n').find((line) => line.endsWith(name)) ?? '';
  expect(lineOf('Wall 7')).toMatch(/^[0-9a-f]{12} {2}kiosk .*, last seen \d{4}-\d\d-\d\d \d\d:\d\d UTC, ends after 90 days unused {2}Wall 7$/);
  expect(lineOf('Wall 8')).toMatch(/ kiosk .*, never seen, expires 2100-01-31 {2}Wall 8$/);
  for (const link of [early, elsewhere, late]) expect(text).not.toContain(link.slice(-43));
  expect((await sitrep(['token', 'revoke', lineOf('Wall 7').split(' ')[0] ?? ''])).code).toBe(0);
  expect((await exchange(early)).status).toBe(401);

  for (const args of [
    [...create, 'x', '--role', 'viewer'],
    ['token', 'create', '--kiosk'],
    [...create, 'x', '--expires', '2001-01-01'],
    [...create, 'a\nb'],
  ]) {
    const refused = await sitrep(args);
    expect([args, refused.code, refused.text.trim().split('\n').length]).toEqual([args, 1, 1]);
  }
});

test('[HT18] what reads a board makes none where none is', async () => {
  for (const args of [['verify'], ['export'], ['token', 'list'], ['owner-link']])
    expect(await sitrep(args)).toMatchObject({ code: 1, text: `sitrep: There is no board in ${dataDir()}; set DATA_DIR to the folder of yours.\n` });
  expect(existsSync(dataDir())).toBe(false);
});

test('[HT37] with DATABASE_URL the tool never talks to a server on another store', async () => {
  await serveHere();
  const { code, where, text } = await sitrep(['verify'], { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/x' });
  expect([code, where, text]).toEqual([1, 'sitrep: the database of DATABASE_URL', expect.stringContaining('The database cannot be opened')]);
});
