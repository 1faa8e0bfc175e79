import { execFileSync, spawnSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { NODE_FLOOR, readSettings, requireNode, SettingsError } from './settings.ts';

const folder = () => mkdtempSync(join(tmpdir(), 'sitrep-settings-'));

test('[HT28] nothing set: the sample board on loopback, port 4040', () => {
  const here = folder();
  expect(readSettings({ PORT: '' }, [], here)).toMatchObject({
    port: 4040,
    host: '127.0.0.1',
    sample: true,
    announces: true,
    dataDir: join(here, 'data/sample'),
    databaseUrl: null,
  });
});

test('[HT28] --own, a DATA_DIR, a database or a board of one’s own already there: no sample', () => {
  const here = folder();
  expect(readSettings({}, ['--own'], here)).toMatchObject({ sample: false, dataDir: join(here, 'data/own') });
  expect(readSettings({ DATA_DIR: 'x' }, [], here)).toMatchObject({ sample: false, dataDir: join(here, 'x') });
  expect(readSettings({ DATA_DIR: 'x' }, ['--sample'], here)).toMatchObject({ sample: true });
  expect(readSettings({ DATABASE_URL: 'postgres://h/d' }, [], here)).toMatchObject({ sample: false, announces: false });
  mkdirSync(join(here, 'data/own'), { recursive: true });
  writeFileSync(join(here, 'data/own/log.sqlite'), '');
  expect(readSettings({}, [], here)).toMatchObject({ sample: false, dataDir: join(here, 'data/own') });
});

test.each([
  [{ PORT: '70000' }, 'PORT'],
  [{ PORT: 'http' }, 'PORT'],
  [{ DATABASE_URL: 'mysql://x' }, 'DATABASE_URL'],
  [{ PUBLIC_URL: 'status.example' }, 'PUBLIC_URL'],
  [{ PUBLIC_URL: 'ftp://status.example' }, 'PUBLIC_URL'],
  [{ PUBLIC_URL: 'https://status.example/board' }, 'PUBLIC_URL'],
  [{ PUBLIC_URL: 'https://status.example/?a=1' }, 'PUBLIC_URL'],
  [{ PUBLIC_URL: 'https://status.example/#top' }, 'PUBLIC_URL'],
  [{ PUBLIC_URL: 'https://ana:secret@status.example' }, 'PUBLIC_URL'],
  [{ TRUST_PROXY: 'yes' }, 'TRUST_PROXY'],
  [{ TLS_CERT: 'x.pem' }, 'TLS_KEY'],
  [{ TLS_CERT: '/no/such.pem', TLS_KEY: '/no/such.key' }, 'TLS_CERT'],
  [{ BOOTSTRAP_TOKEN: 'short' }, 'BOOTSTRAP_TOKEN'],
  [{ BOOTSTRAP_TOKEN: 'a'.repeat(24) }, 'BOOTSTRAP_TOKEN has too few different characters'],
  [{ BOOTSTRAP_TOKEN: 'abcdefgh'.repeat(4) }, 'BOOTSTRAP_TOKEN repeats itself'],
  [{ BOOTSTRAP_TOKEN: 'qwertyuiopasdfghjklzxcvbnm' }, 'BOOTSTRAP_TOKEN follows a pattern'],
  [{ ALLOW_INSECURE: 'maybe' }, 'ALLOW_INSECURE'],
  [{ ACKNOWLEDGE_MINUTES: '0' }, 'ACKNOWLEDGE_MINUTES'],
  [{ ACKNOWLEDGE_NEXT: 'a,'.repeat(11) }, 'ACKNOWLEDGE_NEXT'],
])('[HT28] %j is refused in one sentence that names %s', (env, name) => {
  const read = () => readSettings(env, [], folder());
  expect(read).toThrow(SettingsError);
  expect(read).toThrow(name);
  expect(read).toThrow(/^[A-Z][^\n]*\.$/);
});

test('[HT28] who is asked next is a list of names in their order', () => {
  expect(readSettings({}, [], folder()).acknowledge).toEqual({ withinMs: 300_000, next: [] });
  const set = { ACKNOWLEDGE_MINUTES: '15', ACKNOWLEDGE_NEXT: ' M. Ferreira, , T. Lindqvist' };
  expect(readSettings(set, [], folder()).acknowledge).toEqual({ withinMs: 900_000, next: ['M. Ferreira', 'T. Lindqvist'] });
});

test('[HT28] an address with and without its last slash, and with a port, will do', () => {
  for (const PUBLIC_URL of ['https://status.example', 'https://status.example/', 'http://status.example:8080'])
    expect(readSettings({ PUBLIC_URL }, [], folder()).publicUrl).toBe(PUBLIC_URL);
});

// Node can read certificates but not create them.
const hasOpenssl = spawnSync('openssl', ['version']).status === 0;
test.skipIf(!hasOpenssl)('[HT28] a certificate or a key that is none, or of another pair, is named', () => {
  const here = folder();
  const file = (name: string, text: string | Buffer) => {
    writeFileSync(join(here, name), text);
    return join(here, name);
  };
  const make = (name: string): { TLS_CERT: string; TLS_KEY: string } => {
    const [TLS_KEY, TLS_CERT] = [join(here, `${name}.key`), join(here, `${name}.crt`)];
    execFileSync(
      'openssl',
      [...'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 1 -subj /CN=x'.split(' '), '-keyout', TLS_KEY, '-out', TLS_CERT],
      {
        stdio: 'ignore',
      },
    );
    return { TLS_KEY, TLS_CERT };
  };
  const [one, two] = [make('one'), make('two')];
  const junk = file('junk', 'not a certificate');
  const der = file('der', new X509Certificate(readFileSync(one.TLS_CERT)).raw);
  expect(readSettings(one, [], here).tls?.cert).toEqual(readFileSync(one.TLS_CERT));
  const refused: [Record<string, string>, string][] = [
    [{ ...one, TLS_CERT: junk }, 'TLS_CERT'],
    [{ ...one, TLS_CERT: der }, 'TLS_CERT'],
    [{ ...one, TLS_CERT: one.TLS_KEY }, 'TLS_CERT'],
    [{ ...one, TLS_KEY: junk }, 'TLS_KEY'],
    [{ ...one, TLS_KEY: two.TLS_KEY }, 'TLS_KEY'],
  ];
  for (const [env, name] of refused) {
    expect(() => readSettings(env, [], here)).toThrow(SettingsError);
    expect(() => readSettings(env, [], here)).toThrow(name);
  }
});

test('[HT28] an option nobody knows is refused', () => {
  expect(() => readSettings({}, ['--onw'], folder())).toThrow('--onw');
});

test('[HT28] one’s own board and the sample cannot both be asked for', () => {
  expect(() => readSettings({}, ['--own', '--sample'], '/nowhere')).toThrow('Say --own or --sample, not both.');
});

test('[HT28] a Node without the SQLite relied on is refused, and the launcher draws the same line', () => {
  for (const version of ['22.18.0', '24.15.0', '25.9.0']) expect(() => requireNode(version)).toThrow(/24\.16/);
  for (const version of ['24.16.0', '24.21.0', '26.0.0', '27.1.0', process.versions.node]) expect(() => requireNode(version)).not.toThrow();
  const launcher = readFileSync(join(import.meta.dirname, '../../../scripts/run.mjs'), 'utf8');
  expect(launcher).toContain(`const MINIMUM = '${NODE_FLOOR}';`);
});
test('the SQLite of this Node has percentile() and median()', () => {
  const db = new DatabaseSync(':memory:');
  expect({ ...db.prepare('select percentile(column1, 50) p, median(column1) m from (values (1), (2), (9))').get() }).toEqual({ p: 2, m: 2 });
  db.close();
});
