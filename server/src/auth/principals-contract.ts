import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Clock } from '../ground/clock.ts';
import type { AuthStore } from './auth-store.ts';
import { People } from './people.ts';
import type { Person } from './person.ts';
import { Principals } from './principals.ts';
import { hashSecret } from './secret.ts';

const START = Date.UTC(2026, 10, 25, 2);
const [SECOND, MINUTE, DAY] = [1_000, 60_000, 86_400_000];

/** A clock that moves on request and runs the timers due on the way. */
class ToldClock implements Clock {
  #now = START;
  #repeating: { ms: number; run: () => void; next: number }[] = [];
  now = (): number => this.#now;
  every = (ms: number, run: () => void): (() => void) => {
    const one = { ms, run, next: this.#now + ms };
    this.#repeating.push(one);
    return () => {
      this.#repeating = this.#repeating.filter((other) => other !== one);
    };
  };
  pass(ms: number): void {
    this.#now += ms;
    for (const one of this.#repeating) {
      if (one.next > this.#now) continue;
      one.next = this.#now + one.ms;
      one.run();
    }
  }
}

/** Contract tests for credentials on every store. `open`: an empty store for each test; called again, another node on the same store. */
export const registerPrincipalsContract = (name: string, newStore: () => Promise<{ open(): Promise<AuthStore>; remove(): Promise<void> }>): void => {
  describe(`principals on ${name}`, () => {
    let store: Awaited<ReturnType<typeof newStore>>;
    let clock: ToldClock;
    let writes: { id: string; at: number }[];
    let underWay: Promise<void>[];
    let opened: Principals[];
    const errors: unknown[] = [];
    beforeEach(async () => {
      store = await newStore();
      clock = new ToldClock();
      writes = [];
      underWay = [];
      opened = [];
    });
    afterEach(async () => {
      for (const principals of opened) await principals.close();
      await store.remove();
      expect(errors.splice(0)).toEqual([]);
    });

    const node = async (): Promise<Principals> => {
      const inner = await store.open();
      const touch = async (id: string, at: number) => {
        writes.push({ id, at: at - START });
        const written = inner.touch(id, at);
        underWay.push(written);
        await written;
      };
      const principals = await Principals.open({ ...inner, touch }, clock, (error) => errors.push(error));
      opened.push(principals);
      return principals;
    };
    /** Advances second by second, running every timer. */
    const pass = async (ms: number): Promise<void> => {
      for (let left = ms; left > 0; left -= SECOND) {
        clock.pass(Math.min(SECOND, left));
        await Promise.all(underWay.splice(0));
        await new Promise((resolve) => setImmediate(resolve));
      }
    };
    const seenAt = (principals: Principals): number | null => {
      const at = principals.screens()[0]?.lastSeenAt ?? null;
      return at === null ? null : at - START;
    };
    const seenAfterRefresh = async (principals: Principals) => {
      await principals.refresh();
      return seenAt(principals);
    };

    test('[AU2] a screen has the rights of a viewer, and its token is of its own kind', async () => {
      const principals = await node();
      const { id, token } = await principals.createScreen('Wall 7', null);
      expect(principals.verdict(token, 'kiosk')).toEqual({
        id: `kiosk:${id}`,
        name: 'Wall 7',
        role: 'viewer',
        rights: new Set(['read', 'kiosk']),
        kind: 'kiosk',
        person: null,
        maker: null,
      });
      expect([principals.verdict(token, 'token'), principals.verdict(token, 'session')]).toEqual([null, null]);
      const other = await principals.createToken('bot', 'viewer', null);
      expect(principals.verdict(other.token, 'kiosk')).toBeNull();
    });

    test('[AU4] a screen ends 90 days after it was last seen, and at its date', async () => {
      const principals = await node();
      const ended: string[] = [];
      principals.onEnded((id) => ended.push(id));
      const idle = await principals.createScreen('Idle', null);
      const busy = await principals.createScreen('Busy', null);
      const dated = await principals.createScreen('Dated', START + 30 * DAY);
      clock.pass(29 * DAY);
      expect([idle, busy, dated].map(({ token }) => principals.verdict(token, 'kiosk')?.name)).toEqual(['Idle', 'Busy', 'Dated']);
      clock.pass(2 * DAY);
      expect(principals.verdict(dated.token, 'kiosk')).toBeNull();
      clock.pass(87 * DAY);
      principals.connected([`kiosk:${busy.id}`]);
      expect(principals.endOf({ id: `kiosk:${busy.id}` })).toBe(clock.now() + 90 * DAY);
      clock.pass(2 * DAY);
      await principals.refresh();
      expect([idle, busy].map(({ token }) => principals.verdict(token, 'kiosk')?.name)).toEqual([undefined, 'Busy']);
      await principals.refresh();
      expect(principals.screens().map(({ name }) => name)).toEqual(['Busy']);
      expect(ended.sort()).toEqual([`kiosk:${idle.id}`, `kiosk:${dated.id}`].sort());
    });

    test('[AU4] what has reached its date ends, whether the store answers or not', async () => {
      const inner = await store.open();
      let away = false;
      const all = () => (away ? Promise.reject(new Error('away')) : inner.all());
      const principals = await Principals.open({ ...inner, all }, clock, (error) => errors.push(error));
      opened.push(principals);
      const ended: string[] = [];
      principals.onEnded((id) => ended.push(id));
      const { id } = await principals.createScreen('Dated', START + DAY);
      away = true;
      clock.pass(DAY + SECOND);
      await expect(principals.refresh()).rejects.toThrow('away');
      expect(ended).toEqual([`kiosk:${id}`]);
      away = false;
      await principals.refresh();
      expect([ended.length, principals.screens()]).toEqual([1, []]);
      errors.splice(0);
    });

    test('[AU4] a screen that is revoked is nobody, and whoever listens is told which', async () => {
      const principals = await node();
      const { id, token } = await principals.createScreen('Wall 7', null);
      const ended: string[] = [];
      principals.onEnded((principal) => ended.push(principal));
      expect(await principals.revokeToken(id)).toBe(true);
      expect(principals.verdict(token, 'kiosk')).toBeNull();
      expect([principals.screens(), ended]).toEqual([[], [`kiosk:${id}`]]);
      principals.connected([`kiosk:${id}`]);
      expect(await principals.revokeToken(id)).toBe(false);
    });

    test('[HT132] what was revoked is listed as such on every node, and its screens are told; its secret is nobody’s', async () => {
      const [north, south] = [await node(), await node()];
      const made = await north.createToken('bot', 'viewer', START + 90 * DAY, [], { person: null, name: 'Tests' });
      await pass(2 * SECOND);
      await expect.poll(() => south.verdict(made.token, 'token')?.name).toBe('bot');
      const ended: string[] = [];
      south.onEnded((id) => ended.push(id));
      expect(await north.revokeToken(made.id)).toBe(true);
      await pass(2 * SECOND);
      await expect.poll(() => ended).toEqual([`token:${made.id}`]);
      const madeBy = { person: null, name: 'Tests', ended: false };
      for (const one of [north, south]) {
        expect(one.verdict(made.token, 'token')).toBeNull();
        expect(one.tokens()).toMatchObject([{ id: made.id, state: 'revoked', madeBy }]);
        expect(await one.revokeToken(made.id)).toBe(false);
      }
      const inner = await store.open();
      expect(await inner.all()).toMatchObject([{ hash: '', revokedAt: clock.now() - 2 * SECOND, expiresAt: clock.now() - 2 * SECOND }]);
      await inner.close();
    });

    test('[AU4] an answer of the store that is late or under way brings back nobody who was revoked meanwhile', async () => {
      const inner = await store.open();
      const held: (() => void)[] = [];
      const wait = () => new Promise<void>((resolve) => held.push(resolve));
      let slow = false;
      const all = async () => {
        const found = await inner.all();
        if (slow) await wait();
        return found;
      };
      const principals = await Principals.open({ ...inner, all }, clock, (error) => errors.push(error));
      opened.push(principals);
      const elsewhere = await principals.createScreen('Revoked on another node', null);
      const here = await principals.createScreen('Revoked here', null);
      slow = true;
      const late = principals.refresh();
      await expect.poll(() => held.length).toBe(1);
      slow = false;
      await inner.remove(elsewhere.id);
      await principals.refresh();
      await principals.revokeToken(here.id);
      for (const go of held.splice(0)) go();
      await late;
      expect(principals.verdict(elsewhere.token, 'kiosk')).toBeNull();
      expect(principals.verdict(here.token, 'kiosk')).toBeNull();
    });

    test('[AU9] a clock that is set far ahead and back again deletes nothing and leaves nobody seen in the future', async () => {
      const principals = await node();
      const idle = await principals.createScreen('Idle', null);
      const busy = await principals.createScreen('Busy', null);
      const dated = await principals.createToken('Dated', 'viewer', START + 30 * DAY);
      principals.verdict(busy.token, 'kiosk');
      await pass(2 * MINUTE);
      clock.pass(1_000 * DAY);
      await principals.refresh();
      expect([idle, busy].map(({ token }) => principals.verdict(token, 'kiosk'))).toEqual([null, null]);
      const strange = await principals.exchange(await principals.newOwnerLink());
      const made = await principals.createScreen('Made ahead', null);
      principals.verdict(made.token, 'kiosk');
      await pass(2 * MINUTE);
      for (let hours = 0; hours < 20; hours++) clock.pass(60 * MINUTE);
      clock.pass(-1_001 * DAY);

      for (const principalsNow of [principals, await node()]) {
        await principalsNow.refresh();
        const seen = principalsNow.screens().map(({ name, lastSeenAt }) => [name, lastSeenAt === null ? null : lastSeenAt <= clock.now()]);
        expect(seen).toEqual([
          ['Busy', true],
          ['Idle', null],
          ['Made ahead', true],
        ]);
        expect([idle, busy].map(({ token }) => principalsNow.verdict(token, 'kiosk')?.name)).toEqual(['Idle', 'Busy']);
        expect(principalsNow.verdict(dated.token, 'token')?.name).toBe('Dated');
        expect(principalsNow.verdict(strange?.secret ?? '', 'session')).toBeNull();
      }
    });

    test('[AU9] a screen seen in the future ends when it was not seen for 90 days after that was noticed', async () => {
      const inner = await store.open();
      const principals = await node();
      const { id, token } = await principals.createScreen('Wall 7', null);
      await inner.touch(id, START + 1_000 * DAY);
      await principals.refresh();
      expect(seenAt(principals)).toBe(0);
      clock.pass(89 * DAY);
      await principals.refresh();
      expect(seenAt(principals)).toBe(0);
      clock.pass(2 * DAY);
      for (let turn = 0; turn < 3; turn++) {
        expect(principals.verdict(token, 'kiosk')).toBeNull();
        await principals.refresh();
      }
      await inner.close();
    });

    test('[AU9] what has ended is deleted after a day, a token or screen once it is not listed any more', async () => {
      const inner = await store.open();
      const principals = await node();
      await principals.createScreen('Dated', START + DAY);
      clock.pass(31 * DAY);
      for (let hours = 0; hours < 23; hours++) {
        await principals.refresh();
        clock.pass(60 * MINUTE);
      }
      expect([principals.screens().length, (await inner.all()).length]).toEqual([0, 1]);
      clock.pass(60 * MINUTE);
      await expect.poll(async () => (await inner.all()).length).toBe(0);
      await inner.close();
    });

    test('[AU5] a screen is seen when it asks and while it is connected; it was never seen before', async () => {
      const principals = await node();
      const { id, token } = await principals.createScreen('Wall 7', null);
      expect(seenAt(principals)).toBeNull();
      principals.verdict(token, 'kiosk');
      expect(seenAt(principals)).toBe(0);
      await pass(30 * SECOND);
      principals.verdict(`${token.slice(0, -1)}${token.endsWith('x') ? 'y' : 'x'}`, 'kiosk');
      expect(seenAt(principals)).toBe(0);
      principals.connected([`kiosk:${id}`, `kiosk:${id}`, 'kiosk:nobody', 'run']);
      expect(seenAt(principals)).toBe(30 * SECOND);
    });

    test('[AU5] a connection keeps no person signed in', async () => {
      const principals = await node();
      const session = await principals.exchange(await principals.newOwnerLink());
      const person = principals.verdict(session?.secret ?? '', 'session');
      clock.pass(11 * 60 * MINUTE);
      principals.connected([person?.id ?? '']);
      clock.pass(61 * MINUTE);
      expect(principals.verdict(session?.secret ?? '', 'session')).toBeNull();
    });

    test('[AU6] what was seen is written at most once a minute, the last of it within a minute, and at the end', async () => {
      const principals = await node();
      const { id, token } = await principals.createScreen('Wall 7', null);
      for (let second = 0; second < 150; second++) {
        principals.verdict(token, 'kiosk');
        await pass(SECOND);
      }
      await pass(120 * SECOND);
      expect(writes.length).toBeLessThanOrEqual(4);
      expect(writes.at(-1)).toEqual({ id, at: 149 * SECOND });
      principals.verdict(token, 'kiosk');
      await principals.close();
      opened = [];
      expect(seenAt(await node())).toBe(270 * SECOND);
    });

    test('[AU6] another node learns when a screen was seen, and one that saw it earlier takes nothing back', async () => {
      const [north, south] = [await node(), await node()];
      const { token } = await north.createScreen('Wall 7', null);
      await south.refresh();
      north.verdict(token, 'kiosk');
      await pass(2 * SECOND);
      await expect.poll(() => seenAfterRefresh(south)).toBe(0);
      north.verdict(token, 'kiosk');
      await pass(10 * SECOND);
      south.verdict(token, 'kiosk');
      await pass(2 * MINUTE);
      await expect.poll(() => seenAfterRefresh(north)).toBe(12 * SECOND);
      const third = await node();
      expect(seenAt(third)).toBe(12 * SECOND);
    });

    const ANA: Person = {
      ...{ id: 'per-ana', email: 'ana@example.com', name: 'Ana', role: 'owner', rights: [], password: 'hash', createdAt: START, endedAt: null },
    };
    const SOMEWHERE = { network: '203.0.113.0', agent: 'A browser' };

    test('[HT99] what changes on one node is known on the others at their next look, which reads nothing while nothing has changed', async () => {
      const inner = await store.open();
      let reads = 0;
      const all = () => {
        reads += 1;
        return inner.all();
      };
      const north = await node();
      const south = await Principals.open({ ...inner, all }, clock, (error) => errors.push(error));
      opened.push(south);
      const ended: string[] = [];
      south.onEnded((id) => ended.push(id));
      await inner.addPerson(ANA);
      await north.changed();
      const session = await north.newSession(ANA, SOMEWHERE);
      if (session === null) throw new Error('Ana was to be signed in');
      const { secret, principal } = session;
      await pass(2 * SECOND);
      await expect.poll(() => south.verdict(secret, 'session')?.name).toBe('Ana');
      const read = reads;
      await pass(10 * SECOND);
      expect(reads - read).toBeLessThanOrEqual(1);
      expect(await inner.changePerson('per-ana', { name: 'Ana L.' }, false)).toBe('changed');
      await pass(2 * SECOND);
      await expect.poll(() => south.verdict(secret, 'session')?.name).toBe('Ana L.');
      await inner.addPerson({ ...ANA, id: 'per-bo', email: 'bo@example.com' });
      expect(await inner.changePerson('per-ana', { endedAt: START }, true)).toBe('changed');
      await pass(2 * SECOND);
      await expect.poll(() => [south.verdict(secret, 'session'), ended]).toEqual([null, [principal.id]]);
    });

    /** A node whose reads of the store each take until somebody has written twice more, or nobody writes any more. */
    const nodeOfSlowReads = async () => {
      const inner = await store.open();
      await inner.addPerson(ANA);
      await inner.addPerson({ ...ANA, id: 'per-bo', email: 'bo@example.com' });
      let written = 0;
      let writing = false;
      let held: (() => boolean)[] = [];
      const goOn = () => {
        held = held.filter((isOver) => !isOver());
      };
      const slow = async <T>(read: () => Promise<T>): Promise<T> => {
        const found = await read();
        const until = written + 2;
        await new Promise<void>((resolve) => {
          held.push(() => {
            const over = !writing || written >= until;
            if (over) resolve();
            return over;
          });
          goOn();
        });
        return found;
      };
      const insert = async (...asked: Parameters<AuthStore['insert']>) => {
        await inner.insert(...asked);
        written += 1;
        goOn();
      };
      const behind: AuthStore = { ...inner, insert, all: () => slow(inner.all), people: () => slow(inner.people) };
      const principals = await Principals.open(behind, clock, (error) => errors.push(error));
      opened.push(principals);
      const session = await principals.newSession(ANA, SOMEWHERE);
      if (session === null) throw new Error('Ana was to be signed in');
      /** Makes tokens for as long as Ana is let in, and 200 at most. Out: how many. */
      const write = async () => {
        writing = true;
        let made = 0;
        for (; made < 200 && principals.verdict(session.secret, 'session') !== null; made++) await principals.createToken('x', 'viewer', START + DAY);
        writing = false;
        goOn();
        return made;
      };
      return { inner, behind, principals, session, write };
    };

    test('[HT94] somebody who is ended here is let in no more, however much they write while the store is read', async () => {
      const { behind, principals, session, write } = await nodeOfSlowReads();
      const ended: string[] = [];
      principals.onEnded((id) => ended.push(id));
      const writing = write();
      expect(await new People(behind, principals, clock).end('per-ana')).toBe('changed');
      expect(principals.verdict(session.secret, 'session')).toBeNull();
      expect(ended).toEqual([session.principal.id]);
      expect(await writing).toBeLessThan(200);
      expect(principals.tokens().map(({ state }) => state)).not.toContain('revoked');
    });

    test('[HT94] somebody who was ended on another node is let in no more, however much they write while the store is read', async () => {
      const { inner, principals, session, write } = await nodeOfSlowReads();
      const kept = await principals.createToken('kept', 'viewer', START + DAY);
      const writing = write();
      expect(await inner.changePerson('per-ana', { endedAt: START }, true)).toBe('changed');
      const looked = principals.refresh();
      expect(await writing).toBeLessThan(200);
      await looked;
      expect([principals.verdict(session.secret, 'session'), principals.verdict(kept.token, 'token')?.name]).toEqual([null, 'kept']);
      const made = principals.tokens().length;
      await principals.refresh();
      expect(principals.tokens()).toHaveLength(made);
    });

    test('[HT95] whoever shows a password that was changed, or of somebody who has ended, meanwhile is not signed in, on any node', async () => {
      const inner = await store.open();
      const north = await node();
      await inner.addPerson(ANA);
      await inner.addPerson({ ...ANA, id: 'per-bo', email: 'bo@example.com' });
      await north.changed();
      expect(await inner.changePerson('per-ana', { password: 'next' }, true)).toBe('changed');
      // This node has not looked since.
      expect(await north.newSession(ANA, SOMEWHERE)).toBeNull();
      expect(await inner.changePerson('per-ana', { password: 'third' }, true, undefined, 'hash')).toBe('unknown');
      expect(await inner.changePerson('per-ana', { password: 'third' }, true, undefined, 'next')).toBe('changed');
      await inner.changePerson('per-ana', { endedAt: START }, true);
      expect(await north.newSession({ ...ANA, password: 'third' }, SOMEWHERE)).toBeNull();
      expect((await inner.all()).filter(({ personId }) => personId === 'per-ana')).toEqual([]);
    });

    test('[HT96] of the last two owners one stays, whoever is faster', async () => {
      const inner = await store.open();
      const other = await store.open();
      await inner.addPerson(ANA);
      expect(await inner.addPerson({ ...ANA, id: 'per-x' })).toBe(false);
      await inner.addPerson({ ...ANA, id: 'per-bo', email: 'bo@example.com' });
      const results = await Promise.all([inner.changePerson('per-ana', { role: 'viewer' }, true), other.changePerson('per-bo', { endedAt: START }, true)]);
      expect(results.sort()).toEqual(['changed', 'last_owner']);
      expect(await inner.changePerson('nobody', { name: 'X' }, false)).toBe('unknown');
      await Promise.all([inner.close(), other.close()]);
    });

    test('[HT100] an owner link is exchanged once over all nodes, is kept as a hash, and is pruned when it has long ended', async () => {
      const inner = await store.open();
      const [north, south] = [await node(), await node()];
      const code = await north.newOwnerLink();
      expect(await inner.findLink(code)).toBeNull();
      const sessions = await Promise.all([north.exchange(code), south.exchange(code)]);
      expect(sessions.filter((session) => session !== null)).toHaveLength(1);
      expect(await south.exchange(code)).toBeNull();
      const late = await north.newOwnerLink();
      for (let days = 0; days < 9; days++) clock.pass(DAY);
      expect(await south.exchange(late)).toBeNull();
      await expect.poll(async () => await inner.takeLink(hashSecret(late))).toBe(false);
      await inner.close();
    });

    test('[HT123] over all nodes a code is taken once, and none of before it; so is a backup code', async () => {
      const [inner, other] = [await store.open(), await store.open()];
      await inner.addPerson(ANA);
      expect(await inner.startSecondFactor('per-ana', 'FIRST')).toBe(true);
      expect(await other.startSecondFactor('per-ana', 'SECOND')).toBe(true);
      expect((await inner.secondFactors()).length).toBe(0);
      expect(await inner.confirmSecondFactor('per-ana', 'FIRST', 7, START, ['a', 'b'])).toBe(false);
      expect(await inner.confirmSecondFactor('per-ana', 'SECOND', 7, START, ['a', 'b'])).toBe(true);
      expect(await other.startSecondFactor('per-ana', 'THIRD')).toBe(false);
      expect(await other.secondFactor('per-ana')).toEqual({
        ...{ personId: 'per-ana', secret: 'SECOND', confirmedAt: START, lastStep: 7, removedAt: null, removedBy: null },
      });
      expect((await Promise.all([inner.useStep('per-ana', 8), other.useStep('per-ana', 8)])).sort()).toEqual([false, true]);
      expect([await inner.useStep('per-ana', 7), await inner.useStep('per-ana', 9), await inner.useStep('per-bo', 9)]).toEqual([false, true, false]);
      expect((await Promise.all([inner.useBackupCode('per-ana', 'a'), other.useBackupCode('per-ana', 'a')])).sort()).toEqual([false, true]);
      expect([await inner.backupCodesLeft('per-ana'), await inner.useBackupCode('per-bo', 'b')]).toEqual([1, false]);
      await inner.replaceBackupCodes('per-ana', ['c']);
      expect([await inner.useBackupCode('per-ana', 'b'), await other.backupCodesLeft('per-ana')]).toEqual([false, 1]);
      await Promise.all([inner.close(), other.close()]);
    });

    test('[HT124] a second factor that is removed, or of somebody who has ended, leaves no secret, and other nodes learn that it is gone', async () => {
      const inner = await store.open();
      const north = await node();
      await inner.addPerson(ANA);
      await inner.addPerson({ ...ANA, id: 'per-bo', email: 'bo@example.com' });
      for (const id of ['per-ana', 'per-bo']) {
        await inner.startSecondFactor(id, 'SECRET');
        await inner.confirmSecondFactor(id, 'SECRET', 1, START, ['a']);
      }
      await pass(2 * SECOND);
      await expect.poll(() => north.secondFactorOf('per-ana').confirmedAt).toBe(START);
      expect(await inner.removeSecondFactor('per-ana', START + 5, 'Olga')).toBe(true);
      expect(await inner.removeSecondFactor('per-ana', START + 6, 'Olga')).toBe(false);
      expect(await inner.secondFactor('per-ana')).toMatchObject({ secret: '', confirmedAt: null, removedAt: START + 5, removedBy: 'Olga' });
      await pass(2 * SECOND);
      await expect.poll(() => north.secondFactorOf('per-ana').removedBy).toBe('Olga');
      await inner.changePerson('per-bo', { endedAt: START }, true);
      expect([await inner.secondFactor('per-bo'), await inner.backupCodesLeft('per-bo'), await inner.backupCodesLeft('per-ana')]).toEqual([null, 0, 0]);
      await inner.close();
    });

    test('[HT123] a link counts its tries over all nodes, and ends with a new password of its person', async () => {
      const [inner, other] = [await store.open(), await store.open()];
      await inner.addPerson(ANA);
      await inner.addPerson({ ...ANA, id: 'per-bo', email: 'bo@example.com' });
      await inner.addLink({ hash: 'half', kind: 'sign-in', personId: 'per-ana', expiresAt: START + DAY, password: 'hash' });
      expect(await other.findLink('half')).toEqual({ hash: 'half', kind: 'sign-in', personId: 'per-ana', expiresAt: START + DAY, password: 'hash' });
      const tries = await Promise.all(Array.from({ length: 7 }, (_, n) => (n % 2 === 0 ? inner : other).tryLink('half', 5)));
      expect(tries.filter(Boolean)).toHaveLength(5);
      expect(await inner.changePerson('per-ana', { password: 'next' }, true)).toBe('changed');
      expect([await other.findLink('half'), await other.tryLink('half', 9)]).toEqual([null, false]);
      await Promise.all([inner.close(), other.close()]);
    });

    test('[HT125] a session gets a new secret each day of use; the one before is good for a minute more, on every node', async () => {
      const inner = await store.open();
      const [north, south] = [await node(), await node()];
      await inner.addPerson(ANA);
      await north.changed();
      const first = (await north.newSession(ANA, SOMEWHERE))?.secret ?? '';
      await south.refresh();
      const name = (of: Principals, secret: string) => of.verdict(secret, 'session')?.name;
      for (let hours = 0; hours < 22; hours += 11) {
        clock.pass(11 * 60 * MINUTE);
        expect([name(north, first), north.renewed(first)]).toEqual(['Ana', null]);
        await north.refresh();
      }
      clock.pass(11 * 60 * MINUTE);
      await north.refresh();
      await south.refresh();
      const renewed = north.renewed(first);
      const second = renewed?.secret ?? '';
      expect([second === first, renewed?.expiresAt]).toEqual([false, START + 7 * DAY]);
      // Asked twice at once, on another node, or after a lost answer: the same.
      expect([north.renewed(first)?.secret, south.renewed(first)?.secret, name(south, first)]).toEqual([second, second, 'Ana']);
      // A node that was told nothing takes the new one.
      expect([name(south, second), name(south, first), name(north, first)]).toEqual(['Ana', 'Ana', 'Ana']);
      expect(south.renewed(second)).toBeNull();
      await expect.poll(async () => (await inner.all())[0]?.renewedAt).toBe(clock.now());
      clock.pass(59 * SECOND);
      await north.refresh();
      expect([name(south, first), name(north, first)]).toEqual(['Ana', 'Ana']);
      clock.pass(2 * SECOND);
      expect([name(south, first), name(north, first), name(south, second), name(north, second)]).toEqual([undefined, undefined, 'Ana', 'Ana']);
      // What is kept lets nobody make the next one.
      const kept = JSON.stringify([await inner.all(), await inner.renewalKey()]);
      for (const secret of [first, second]) expect(kept).not.toContain(secret.slice(-43));
      await inner.close();
    });

    test('[HT126] of more than twenty sessions of a person, the one that was not used for longest ends, and nobody else’s', async () => {
      const inner = await store.open();
      const north = await node();
      await inner.addPerson(ANA);
      await inner.addPerson({ ...ANA, id: 'per-bo', email: 'bo@example.com' });
      await north.changed();
      const bo = await north.newSession({ ...ANA, id: 'per-bo' }, SOMEWHERE);
      const secrets: string[] = [];
      for (let n = 0; n < 20; n++) {
        secrets.push((await north.newSession(ANA, SOMEWHERE))?.secret ?? '');
        clock.pass(MINUTE);
      }
      const ended: string[] = [];
      north.onEnded((id) => ended.push(id));
      // The first one is in use; the second is not.
      north.verdict(secrets[0] ?? '', 'session');
      await north.newSession(ANA, SOMEWHERE);
      expect(secrets.map((secret) => north.verdict(secret, 'session') !== null)).toEqual(secrets.map((_, n) => n !== 1));
      expect([north.sessionsOf('per-ana').length, north.sessionsOf('per-bo').length, ended.length]).toEqual([20, 1, 1]);
      expect((await inner.all()).length).toBe(21);
      expect(north.verdict(bo?.secret ?? '', 'session')).not.toBeNull();
      await inner.close();
    });

    test('[HT127] owner links that were not used are listed by a part of their hash, and ended by it on any node', async () => {
      const [north, south] = [await node(), await node()];
      const [kept, ended] = [await north.newOwnerLink(), await north.newOwnerLink(60_000)];
      const links = await south.ownerLinks();
      expect(links.map(({ expiresAt }) => expiresAt)).toEqual([START + 60_000, START + DAY]);
      expect(await south.endOwnerLink(links[0]?.id ?? '')).toBe(true);
      expect([await north.exchange(ended), await north.endOwnerLink(links[0]?.id ?? ''), await north.exchange(links[1]?.id ?? '')]).toEqual([
        null,
        false,
        null,
      ]);
      expect(await north.exchange(kept)).not.toBeNull();
      expect([await north.ownerLinks(), north.sessionsOf(null).length]).toEqual([[], 1]);
    });

    test('[AU6] a store that is away keeps no screen from being seen, and learns of it later', async () => {
      const inner = await store.open();
      let away = true;
      const touch = (id: string, at: number) => (away ? Promise.reject(new Error('the store is away')) : inner.touch(id, at));
      const told: unknown[] = [];
      const principals = await Principals.open({ ...inner, touch }, clock, (error) => told.push(error));
      opened.push(principals);
      const { token } = await principals.createScreen('Wall 7', null);
      principals.verdict(token, 'kiosk');
      await pass(5 * SECOND);
      expect(seenAt(principals)).toBe(0);
      expect(told).toHaveLength(1);
      away = false;
      await pass(MINUTE);
      await expect.poll(async () => (await inner.all())[0]?.lastUsedAt).toBe(START);
    });
  });
};
