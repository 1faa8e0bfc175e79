import { execFile, execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chown, mkdtemp, readdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { inject } from 'vitest';

const run = promisify(execFile);

/** A PostgreSQL server for tests. */
export interface ThrowAwayPostgres {
  /** URL of the server's default database; tests create their own. */
  url: string;
  /** Creates an empty database and returns its URL. It is dropped with the server, or by `stop` on the server at TEST_DATABASE_URL. */
  database(): Promise<string>;
  /** Empties a database of `database` that nothing is connected to any more; the next call gives it out again. To make one costs more than most tests on it. */
  giveBack(url: string): Promise<void>;
  /** Runs `sql` on the server's default database. */
  admin(sql: string): Promise<void>;
  /** Suspends every process of a server started here, like a hung machine, until the returned function is called. */
  freeze(): () => void;
  stop(): Promise<void>;
}

/**
 * A server with fsync on: the one at TEST_DATABASE_URL, else the one of this run of tests, which its first user starts.
 * Null, with a message, when there is none; in CI that is a failure. With `settings`, which go on its command line, a server of its own.
 */
export const throwAwayPostgres = async (settings?: Record<string, string>): Promise<ThrowAwayPostgres | null> => {
  if (settings !== undefined) return newPostgres(settings);
  const given = process.env.TEST_DATABASE_URL;
  if (given) return serverAt(given, null);
  const response = await fetch(inject('postgresDesk'));
  const told = await response.text();
  if (!response.ok) throw new Error(told);
  if (told !== '') return serverAt(told, async () => {});
  console.warn('SKIPPED: tests on PostgreSQL, as neither TEST_DATABASE_URL nor its binaries were found');
  return null;
};

/** A server started from the binaries of this machine, on a free port and in a temporary folder; null when there are none, in CI a failure. */
export const newPostgres = async (settings: Record<string, string> = {}): Promise<ThrowAwayPostgres | null> => {
  const bin = await findBinaries();
  if (bin !== null) return startServer(bin, settings);
  if (process.env.CI) throw new Error('CI must test PostgreSQL: set TEST_DATABASE_URL or install the postgresql package');
  return null;
};

const serverAt = (url: string, end: (() => Promise<void>) | null, pid?: number): ThrowAwayPostgres => {
  const made: string[] = [];
  const empty: string[] = [];
  const runOn = async (connectionString: string, sql: string): Promise<void> => {
    const client = new pg.Client({ connectionString });
    await client.connect();
    await client.query(sql).finally(() => client.end());
  };
  const admin = (sql: string) => runOn(url, sql);
  return {
    url,
    admin,
    freeze: () => {
      if (pid === undefined) throw new Error('only a server of our own is frozen');
      // The processes of its connections are its children.
      const all = [pid, ...childrenOf(pid)];
      for (const one of all) process.kill(one, 'SIGSTOP');
      return () => {
        for (const one of all) process.kill(one, 'SIGCONT');
      };
    },
    giveBack: async (given) => {
      await runOn(given, 'DROP SCHEMA IF EXISTS sitrep_log, sitrep_auth, sitrep_samples CASCADE');
      empty.push(given);
    },
    database: async () => {
      const again = empty.pop();
      if (again !== undefined) return again;
      const name = `sitrep_test_${randomBytes(6).toString('hex')}`;
      await admin(`CREATE DATABASE ${name}`);
      made.push(name);
      const own = new URL(url);
      own.pathname = `/${name}`;
      return own.href;
    },
    stop: async () => {
      if (end) await end();
      else for (const name of made) await admin(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    },
  };
};

const childrenOf = (pid: number): number[] =>
  execFileSync('ps', ['-o', 'pid=', '--ppid', String(pid)], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map(Number);

const findBinaries = async (): Promise<string | null> => {
  const debian = '/usr/lib/postgresql';
  const versions = await listed(debian);
  versions.sort((a, b) => Number(b) - Number(a));
  const folders = [...versions.map((version) => join(debian, version, 'bin')), ...(process.env.PATH ?? '').split(delimiter)];
  for (const folder of folders) {
    const files = await listed(folder);
    if (files.includes('initdb') && files.includes('postgres')) return folder;
  }
  return null;
};

const listed = (folder: string): Promise<string[]> => readdir(folder).catch(() => []);

const startServer = async (bin: string, settings: Record<string, string>): Promise<ThrowAwayPostgres> => {
  const as = await account();
  const folder = await mkdtemp(join(tmpdir(), 'sitrep-postgres-'));
  if (as.uid !== undefined && as.gid !== undefined) await chown(folder, as.uid, as.gid);
  const data = join(folder, 'data');
  // --no-sync spares the fsync of the empty cluster only.
  await run(join(bin, 'initdb'), ['-D', data, '-U', 'sitrep', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--wal-segsize=1', '--no-sync'], as);
  const port = await freePort();
  const flags = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    fsync: 'on',
    shared_buffers: '16MB',
    // Two files of tests at once.
    max_connections: '120',
    // In each of the databases of a run it would start a process every minute.
    autovacuum_naptime: '1h',
    ...settings,
  };
  const postgres = [join(bin, 'postgres'), '-D', data, ...Object.entries(flags).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
  // The shell sees this process end, however it ends, and leaves nothing behind.
  const tidying = 'trap "" INT TERM HUP; "$@" & read -r _; kill -QUIT $!; wait $!; rm -rf "$0"';
  const server = spawn('sh', ['-c', tidying, folder, ...postgres], { ...as, stdio: ['pipe', 'ignore', 'pipe'] });
  let said = '';
  server.stderr.on('data', (chunk) => {
    said += chunk;
  });
  const exited = once(server, 'exit');
  const end = async () => {
    server.stdin.end();
    await exited;
  };
  const url = `postgresql://sitrep@127.0.0.1:${port}/postgres`;
  for (const until = performance.now() + 60_000; ; await sleep(50)) {
    if (performance.now() > until) {
      await end();
      throw new Error(`PostgreSQL did not start: ${said}`);
    }
    if (await answers(url)) return serverAt(url, end, Number.parseInt(await readFile(join(data, 'postmaster.pid'), 'utf8'), 10));
  }
};

/** PostgreSQL refuses to run as root: it then runs as the account its package created. */
const account = async (): Promise<{ uid?: number; gid?: number }> => {
  if (process.getuid?.() !== 0) return {};
  const id = async (flag: string) => Number((await run('id', [flag, 'postgres'])).stdout);
  return { uid: await id('-u'), gid: await id('-g') };
};

const answers = async (url: string): Promise<boolean> => {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.end();
    return true;
  } catch {
    return false;
  }
};

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
};
