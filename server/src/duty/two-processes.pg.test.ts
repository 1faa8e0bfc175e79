import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { throwAwayPostgres } from '../testing/postgres.ts';

const main = resolve(import.meta.dirname, '../main.ts');
const postgres = await throwAwayPostgres();
const folder = mkdtempSync(join(tmpdir(), 'sitrep-leader-'));
const children: ChildProcess[] = [];
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  rmSync(folder, { recursive: true });
  await postgres?.stop();
});

/** A server process of its own, which says over HTTP whether it leads. */
const serve = async (name: string, databaseUrl: string) => {
  const { PATH = '', NODE_COMPILE_CACHE } = process.env;
  const home = join(folder, name);
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', main], {
    env: { PATH, NODE_COMPILE_CACHE, MAX_LAG_MS: '60000', PORT: '0', DATA_DIR: home, DATABASE_URL: databaseUrl },
    stdio: 'ignore',
  });
  children.push(child);
  await expect.poll(() => existsSync(join(home, 'run.json'))).toBe(true);
  const { url, token } = JSON.parse(readFileSync(join(home, 'run.json'), 'utf8')) as { url: string; token: string };
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  return {
    child,
    /** Its term as leader; 0 while it stands by. */
    term: async () => Number(/^sitrep_leader_term (\d+)$/m.exec(await (await fetch(`${url}/metrics`)).text())?.[1]),
    give: async (method: string, path: string, body: object) => {
      const reply = await fetch(`${url}/api/v1${path}`, { method, headers, body: JSON.stringify(body) });
      if (reply.status !== 201) throw new Error(`${path}: ${await reply.text()}`);
    },
    /** How often the log says this. */
    count: async (type: string) => (await (await fetch(`${url}/api/v1/events`, { headers })).text()).split(`"${type}"`).length - 1,
  };
};

test.skipIf(postgres === null)(
  '[LE4] of two servers one leads; stopped it is replaced and acts no more when it goes on, killed it is replaced again',
  async () => {
    const url = (await postgres?.database()) ?? '';
    const servers = [await serve('one', url), await serve('two', url)] as const;
    // On a busy machine the lease may have passed on before anything was stopped.
    const terms = () => Promise.all(servers.map(({ term }) => term()));
    await expect.poll(async () => (await terms()).filter((term) => term > 0).length).toBe(1);
    const [one, two] = (await servers[0].term()) > 0 ? servers : [servers[1], servers[0]];
    const first = Math.max(...(await terms()));

    one.child.kill('SIGSTOP');
    const stopped = performance.now();
    await expect.poll(() => two.term()).toBeGreaterThan(first);
    const second = await two.term();
    console.log(`a stopped leader was replaced after ${((performance.now() - stopped) / 1000).toFixed(1)} s`);
    // It is due at once: the one that leads marks it, and the one that goes on does not do so too.
    await two.give('POST', '/commitments', { commitmentId: 'late', kind: 'action', text: 'Fix it', due: new Date(Date.now() + 1_000).toISOString() });
    one.child.kill('SIGCONT');
    await expect.poll(() => one.term()).not.toBe(first);
    await expect.poll(() => two.count('commitment-overdue')).toBe(1);

    two.child.kill('SIGKILL');
    const killed = performance.now();
    await expect.poll(() => one.term()).toBeGreaterThan(second);
    console.log(`a killed leader was replaced after ${((performance.now() - killed) / 1000).toFixed(1)} s`);
    expect(await one.count('commitment-overdue')).toBe(1);
  },
);
