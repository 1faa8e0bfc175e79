import { describe, expect, test } from 'vitest';
import { ACCOUNT_TABLES, LEFT_OUT, NotEmpty, snakeOf } from '../auth/account-tables.ts';
import type { AuthStore } from '../auth/auth-store.ts';
import { People } from '../auth/people.ts';
import { Principals } from '../auth/principals.ts';
import { type Clock, systemClock } from '../ground/clock.ts';
import type { EventLog } from '../log/event-log.ts';
import { BrokenLine } from '../log/export-line.ts';
import { boardNamed, internal, plain } from '../log/log-contract.ts';
import { BackupRefused, type BackupStores, backupLines, manifestOf, restoreBackup } from './backup-file.ts';

const FROM = { network: '203.0.113.0', agent: 'A browser' };
/** Without timers: the stores are closed when a test ends. */
const STILL: Clock = { now: systemClock.now, every: () => () => {} };
const PASSWORD = 'correct horse battery';

const open = async (auth: AuthStore) => {
  const principals = await Principals.open(auth, STILL, (error) => {
    throw error;
  });
  return { principals, people: new People(auth, principals, STILL) };
};

/** A board of a person with a session, a token, a revoked one, a screen and a link that nobody used. */
const fill = async ({ log, auth }: BackupStores) => {
  const { principals, people } = await open(auth);
  const owner = await principals.exchange(await principals.newOwnerLink(), [], FROM);
  const begun = await people.setUp({ name: 'Ana\u2028Lima', email: 'ana@example.com', password: PASSWORD }, FROM, owner === null ? [] : [owner.principal]);
  if (begun.kind !== 'in') throw new Error('Ana was to have an account');
  const setUp = begun.session;
  const invited = await people.invite({ name: 'Bo', email: 'bo@example.com', role: 'responder', rights: ['manage'] });
  const token = await principals.createToken('bot', 'viewer', systemClock.now() + 86_400_000, ['ingest'], setUp.principal);
  const revoked = await principals.createToken('gone', 'owner', null);
  await principals.revokeToken(revoked.id);
  const screen = await principals.createScreen('Lobby', null, { groups: ['video'], theme: 'light' }, setUp.principal);
  for (let n = 0; n < 5; n++) await append(log, n);
  return { setUp, invited, token, revoked, screen, principals };
};
const append = (log: EventLog, n: number) => log.append(plain(boardNamed(`Board ${n}`, n % 2 === 0 ? {} : internal)));
const read = async (stores: BackupStores) => {
  const lines: string[] = [];
  for await (const line of backupLines(stores, 'test', 0)) lines.push(line);
  return lines;
};
async function* linesOf(lines: readonly string[]): AsyncGenerator<string> {
  yield* lines;
}

export interface BackupTarget {
  readonly name: string;
  /** Empty stores. */
  stores(): Promise<BackupStores>;
  /** Tables with their columns, as the store has them. */
  schema(stores: BackupStores): Promise<Readonly<Record<string, readonly string[]>>>;
}

/** Backups from one kind of store into another. */
export const registerBackupContract = (from: BackupTarget, into: BackupTarget): void => {
  describe(`a backup from ${from.name} into ${into.name}`, () => {
    test('[HT134] holds the log and the accounts, and whoever could sign in can again; sign-ins and one-time links stay behind', async () => {
      const source = await from.stores();
      const { setUp, invited, token, revoked, screen } = await fill(source);
      const lines = await read(source);
      for (const secret of [PASSWORD, token.token.slice(-43), screen.token.slice(-43), setUp.secret.slice(-43), invited?.code ?? '?', FROM.network])
        expect(lines.join('\n')).not.toContain(secret);
      const target = await into.stores();
      const manifest = await restoreBackup(target, linesOf(lines));
      expect(manifest).toMatchObject({ people: 2, tokens: 2, screens: 1, events: 5, hash: (await source.log.head()).hash });
      const [before, after] = [await source.log.head(), await target.log.head()];
      expect([after.seq, after.publicPos, after.hash]).toEqual([before.seq, before.publicPos, before.hash]);
      expect(after.epoch).not.toEqual(before.epoch);
      expect(await target.auth.people()).toEqual(await source.auth.people());
      const kept = (await source.auth.all()).filter(({ kind }) => kind !== 'session');
      expect((await target.auth.all()).map(({ lastUsedAt: _, ...rest }) => rest)).toEqual(kept.map(({ lastUsedAt: _, ...rest }) => rest));
      expect(await target.auth.knowsOwner()).toBe(true);
      const { principals, people } = await open(target.auth);
      expect((await people.signIn('ana@example.com', PASSWORD, FROM, [])).kind).toBe('in');
      expect([principals.verdict(setUp.secret, 'session'), await people.ofLink(invited?.code ?? '')]).toEqual([null, null]);
      expect(principals.verdict(token.token, 'token')?.rights).toEqual(new Set(['read', 'sight', 'ingest']));
      expect([principals.verdict(revoked.token, 'token'), principals.verdict(screen.token, 'kiosk')?.name]).toEqual([null, 'Lobby']);
      expect(manifestOf((await read(target)).at(-1) ?? '')).toMatchObject({ people: 2, tokens: 2, screens: 1, events: 5, hash: before.hash });
    });

    test('[HT135] cut short, changed, or of something else it leaves both stores empty, and says why', async () => {
      const source = await from.stores();
      await fill(source);
      const lines = await read(source);
      const target = await into.stores();
      const at = (start: string) => lines.findIndex((line) => line.startsWith(start));
      const changed = (place: number, was: string, is: string) => lines.map((line, index) => (index === place ? line.replace(was, is) : line));
      const bad: [string, readonly string[], RegExp][] = [
        ['empty', [], /no backup of Sitrep/],
        ['an export', lines.slice(at('{"previous"'), -1), /"import"/],
        ['without its manifest', lines.slice(0, -1), /cut short/],
        ['in the middle of the log', lines.slice(0, -4), /cut short/],
        ['in the middle of the accounts', lines.slice(0, 3), /cut short/],
        [
          'with a person more',
          [lines[0] ?? '', (lines[1] ?? '').replace(/per-\w+/, 'per-x').replace(/ana@/, 'eve@'), ...lines.slice(1)],
          /last line says people 2/,
        ],
        ['with a person less', lines.toSpliced(at('{"table":"person"'), 1), /last line says people 2/],
        ['with another role', changed(at('{"table":"person"'), '"owner"', '"viewer"'), /last line says sha256/],
        ['with another event', changed(at('{"previous"') + 2, 'Board 2', 'Board 9'), /line \d+ .* event 3/],
        ['without an event', lines.toSpliced(at('{"previous"') + 2, 1), /does not follow/],
        ['with a sign-in', changed(at('{"table":"credential"'), '"kind":"token"', '"kind":"session"'), /sign-ins/],
        ['with a strange table', lines.toSpliced(1, 0, '{"table":"sqlite_schema","row":{}}'), /cannot read/],
        ['with a strange column', changed(1, '"email"', '"email) --"'), /cannot read/],
        ['with more behind it', [...lines, '{}'], /more follows/],
        ['of a newer format', changed(0, '"format":1', '"format":2'), /newer Sitrep/],
      ];
      for (const [what, file, why] of bad) {
        const failed = await restoreBackup(target, linesOf(file)).catch((error: unknown) => error);
        expect([what, failed instanceof BackupRefused || failed instanceof BrokenLine, (failed as Error).message]).toEqual([
          what,
          true,
          expect.stringMatching(why),
        ]);
        expect([(await target.log.head()).seq, await target.auth.people(), await target.auth.all()]).toEqual([0, [], []]);
      }
      expect((await restoreBackup(target, linesOf(lines))).events).toBe(5);
    });

    test('[HT136] it goes into empty stores only, and changes nothing in others', async () => {
      const source = await from.stores();
      await fill(source);
      const lines = await read(source);
      const withEvents = await into.stores();
      await append(withEvents.log, 0);
      await expect(restoreBackup(withEvents, linesOf(lines))).rejects.toThrow('this log holds events');
      const withTokens = await into.stores();
      const { principals } = await open(withTokens.auth);
      await principals.createToken('mine', 'viewer', null);
      await expect(restoreBackup(withTokens, linesOf(lines))).rejects.toThrow(NotEmpty);
      expect([(await withTokens.log.head()).seq, (await withTokens.auth.all()).map(({ name }) => name), await withTokens.auth.people()]).toEqual([
        0,
        ['mine'],
        [],
      ]);
      await expect(read(await into.stores())).rejects.toThrow('nothing to back up');
    });

    test('[HT137] every table and column of the accounts is taken or left out by name', async () => {
      const named = Object.entries(ACCOUNT_TABLES).map(([table, { taken, leftOut }]) => [table, [...taken, ...leftOut].map(snakeOf).sort()] as const);
      const schema = await into.schema(await into.stores());
      const unnamed = Object.keys(schema).filter((table) => ACCOUNT_TABLES[table] === undefined && !LEFT_OUT.includes(table));
      expect(unnamed).toEqual([]);
      for (const [table, columns] of named) {
        const there = (schema[table] ?? []).map(snakeOf);
        // A column that one store alone needs is left out.
        expect([table, there.filter((column) => !columns.includes(column))]).toEqual([table, []]);
        expect([table, ACCOUNT_TABLES[table]?.taken.map(snakeOf).filter((column) => !there.includes(column))]).toEqual([table, []]);
      }
    });
  });
};
