import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readSettings, SettingsError } from './settings.ts';

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
  [{ TRUST_PROXY: 'yes' }, 'TRUST_PROXY'],
  [{ TLS_CERT: 'x.pem' }, 'TLS_KEY'],
  [{ TLS_CERT: '/no/such.pem', TLS_KEY: '/no/such.key' }, 'TLS_CERT'],
  [{ BOOTSTRAP_TOKEN: 'short' }, 'BOOTSTRAP_TOKEN'],
  [{ ALLOW_INSECURE: 'maybe' }, 'ALLOW_INSECURE'],
])('[HT28] %j is refused in one sentence that names %s', (env, name) => {
  const read = () => readSettings(env, [], folder());
  expect(read).toThrow(SettingsError);
  expect(read).toThrow(name);
  expect(read).toThrow(/^[A-Z][^\n]*\.$/);
});

test('[HT28] an option nobody knows is refused', () => {
  expect(() => readSettings({}, ['--onw'], folder())).toThrow('--onw');
});
