import type { BlockList } from 'node:net';
import { generateSync } from 'otplib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readProxies } from '../../ground/client.ts';
import { startApp, type TestApp } from '../../testing/start-app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ settings: { holdMs: 0, proxies: readProxies('loopback') as BlockList } });
});
afterAll(() => app.dispose());

const PASSWORD = 'a long and good one';
const STEP = 30_000;
type Sent = { token: null; headers: Record<string, string> };
/** Each person signs in from a network of their own, so that what one gets wrong slows no other. */
const from = (address: string, cookie = ''): Sent => ({
  token: null,
  headers: { 'x-forwarded-for': address, 'x-forwarded-proto': 'https', ...(cookie === '' ? {} : { cookie }) },
});
const cookieOf = (headers: Headers): string => headers.get('set-cookie')?.split(';')[0] ?? '';
const linkOf = (url: string): string => url.split('#code=')[1] ?? '';
const codeAt = (secret: string, steps = 0): string => generateSync({ secret, epoch: Math.floor((app.ports.clock.now() + steps * STEP) / 1_000) });
let count = 0;
const join = async (role = 'responder') => {
  count += 1;
  const [email, address] = [`f${count}@example.com`, `203.0.113.${count}`];
  const { body } = await app.ask('POST', '/api/v1/people', { ...from('192.0.2.1'), token: undefined as never, body: { name: `Fay ${count}`, email, role } });
  const chosen = await app.ask('POST', '/api/v1/password', { ...from(address), body: { code: linkOf(body.url), password: PASSWORD } });
  return { id: body.person.id as string, name: `Fay ${count}`, email, address, cookie: cookieOf(chosen.headers) };
};
type Who = Awaited<ReturnType<typeof join>>;
const post = (who: Who, path: string, body: object, cookie = who.cookie) => app.ask('POST', `/api/v1${path}`, { ...from(who.address, cookie), body });
const account = async (who: Who, cookie = who.cookie) => (await app.ask('GET', '/api/v1/account', from(who.address, cookie))).body;
const scopeOf = async (who: Who, cookie: string) => (await app.ask('GET', '/api/v1/session', from(who.address, cookie))).body.scope;
/** Somebody whose second factor is on. The code that confirmed it is used up. */
const joinWithFactor = async (role?: string) => {
  const who = await join(role);
  const { secret } = (await post(who, '/account/second-factor', { password: PASSWORD })).body;
  const { codes } = (await post(who, '/account/second-factor/confirm', { code: codeAt(secret) })).body;
  app.advance(STEP);
  return { ...who, secret: secret as string, codes: codes as string[] };
};
const firstStep = (who: Who, address = who.address) => app.ask('POST', '/api/v1/session', { ...from(address), body: { email: who.email, password: PASSWORD } });
const secondStep = (who: Who, half: string, code: string, address = who.address) =>
  app.ask('POST', '/api/v1/session/code', { ...from(address, half), body: { code } });

test('[HT122] a second factor is started with the password, on from its first code, and its secret and backup codes are told once', async () => {
  const who = await join();
  expect((await account(who)).secondFactor).toEqual({ onSince: null, codesLeft: 0, removedAt: null, removedBy: null });
  expect((await post(who, '/account/second-factor', { password: 'not it' })).body).toMatchObject({ code: 'invalid', field: 'password' });
  const started = await post(who, '/account/second-factor', { password: PASSWORD });
  expect([started.status, started.body.uri]).toEqual([201, `otpauth://totp/Sitrep:f${count}%40example.com?secret=${started.body.secret}&issuer=Sitrep`]);
  // Nothing is asked for before a code was seen.
  expect((await firstStep(who)).status).toBe(201);
  expect((await post(who, '/account/second-factor/confirm', { code: '000000' })).body).toMatchObject({ code: 'invalid', field: 'code' });
  const on = await post(who, '/account/second-factor/confirm', { code: codeAt(started.body.secret) });
  expect([on.status, on.body.codes.length, new Set(on.body.codes).size]).toEqual([201, 10, 10]);
  expect(on.body.codes[0]).toMatch(/^([0-9A-Z]{4}-){3}[0-9A-Z]{4}$/);
  expect((await account(who)).secondFactor).toMatchObject({ onSince: expect.any(Number), codesLeft: 10 });
  expect((await post(who, '/account/second-factor', { password: PASSWORD })).body.code).toBe('in_use');
  // The session that switched it on goes on; what is kept of backup codes is hashes.
  expect(await scopeOf(who, who.cookie)).toBe('internal');
  const kept = JSON.stringify([await app.ports.auth.secondFactors(), await app.ports.auth.people(), await account(who)]);
  for (const secret of [started.body.secret, ...on.body.codes]) expect(kept).not.toContain(secret);
});

test('[HT122] a confirmation whose answer was lost is told that it is on, whatever the code, and new backup codes are made', async () => {
  const who = await join();
  const { secret } = (await post(who, '/account/second-factor', { password: PASSWORD })).body;
  const code = codeAt(secret);
  expect((await post(who, '/account/second-factor/confirm', { code })).status).toBe(201);
  // More often than wrong codes are free: none of these is one.
  for (let n = 0; n < 6; n++) expect((await post(who, '/account/second-factor/confirm', { code })).body).toMatchObject({ status: 409, code: 'in_use' });
  app.advance(STEP);
  expect((await post(who, '/account/second-factor/codes', { password: PASSWORD, code: codeAt(secret) })).body.codes).toHaveLength(10);
});

test('[HT122] signing in then takes a code, and nobody is signed in before it', async () => {
  const who = await joinWithFactor();
  const half = await firstStep(who);
  expect([half.status, half.body]).toEqual([202, expect.objectContaining({ scope: 'public', name: null, rights: [], codeNeeded: true })]);
  expect(half.headers.get('set-cookie')).toMatch(/^__Host-sitrep-code=[\w-]{43}; Path=\/; Max-Age=300; HttpOnly; SameSite=Strict; Secure$/);
  const cookie = cookieOf(half.headers);
  expect(await scopeOf(who, cookie)).toBe('public');
  // Neither half is a sign-in elsewhere: as a session, as a token, or as a link for a password.
  const secret = cookie.split('=')[1] ?? '';
  expect(await scopeOf(who, `__Host-sitrep=${secret}`)).toBe('public');
  expect((await app.ask('POST', '/api/v1/session', { ...from(who.address), body: { code: secret } })).status).toBe(401);
  expect((await app.ask('POST', '/api/v1/password', { ...from(who.address), body: { code: secret, password: 'quite another one' } })).status).toBe(401);
  // Without the cookie of the browser that began, the right code is worth nothing.
  expect((await secondStep(who, '', codeAt(who.secret))).body.code).toBe('not_signed_in');
  const done = await secondStep(who, cookie, ` ${codeAt(who.secret).replace(/^(...)/, '$1 ')} `);
  expect([done.status, done.body.name]).toEqual([201, who.name]);
  expect(await scopeOf(who, cookieOf(done.headers))).toBe('internal');
  // The half is used up.
  app.advance(STEP);
  expect((await secondStep(who, cookie, codeAt(who.secret))).body.code).toBe('not_signed_in');
});

test('[HT123] a code is taken once, and of one step of clock drift; a backup code is taken once', async () => {
  const who = await joinWithFactor();
  const enter = async (code: string) => (await secondStep(who, cookieOf((await firstStep(who)).headers), code)).status;
  const code = codeAt(who.secret);
  expect([await enter(code), await enter(code)]).toEqual([201, 422]);
  // Later codes stay good; earlier ones are over with a later one.
  expect([await enter(codeAt(who.secret, 1)), await enter(code), await enter(codeAt(who.secret, 3))]).toEqual([201, 422, 422]);
  app.advance(10 * STEP);
  expect([await enter(codeAt(who.secret, -2)), await enter(codeAt(who.secret, -1))]).toEqual([422, 201]);
  const [backup = ''] = who.codes;
  expect([await enter(backup.toLowerCase().replaceAll('-', ' ')), await enter(backup)]).toEqual([201, 422]);
  expect((await account(who)).secondFactor.codesLeft).toBe(9);
});

test('[HT123] a sign-in waits five minutes for its code, for five tries, and not beyond a new password', async () => {
  const who = await joinWithFactor();
  const half = cookieOf((await firstStep(who)).headers);
  const answers = [];
  for (let n = 0; n < 6; n++) {
    answers.push((await secondStep(who, half, '000000')).body.code);
    // The wait between two of them is another rule.
    app.advance(5_000);
  }
  expect(answers).toEqual(['invalid', 'invalid', 'invalid', 'invalid', 'invalid', 'not_signed_in']);
  expect((await secondStep(who, half, codeAt(who.secret))).body.code).toBe('not_signed_in');
  app.advance(10 * 60_000);
  const late = cookieOf((await firstStep(who)).headers);
  app.advance(5 * 60_000 + 1_000);
  expect((await secondStep(who, late, codeAt(who.secret))).body.code).toBe('not_signed_in');
  const before = cookieOf((await firstStep(who)).headers);
  expect((await post(who, '/account/password', { current: PASSWORD, password: 'quite another one' })).status).toBe(201);
  expect((await secondStep(who, before, codeAt(who.secret))).body.code).toBe('not_signed_in');
});

test('[HT123] guesses at codes are slowed as passwords are', async () => {
  const who = await joinWithFactor();
  const statuses = [];
  for (let n = 0; n < 7; n++) statuses.push((await secondStep(who, cookieOf((await firstStep(who)).headers), '000000')).status);
  expect(statuses.slice(0, 5)).toEqual([422, 422, 422, 422, 422]);
  expect(statuses.slice(5)).toEqual([429, 429]);
  app.advance(10_000);
  expect((await secondStep(who, cookieOf((await firstStep(who)).headers), codeAt(who.secret))).status).toBe(201);
});

test('[HT123] a code that has to wait costs none of the five tries', async () => {
  const who = await joinWithFactor();
  const first = cookieOf((await firstStep(who)).headers);
  for (let n = 0; n < 5; n++) expect((await secondStep(who, first, '000000')).status).toBe(422);
  const half = cookieOf((await firstStep(who)).headers);
  for (let n = 0; n < 6; n++) expect((await secondStep(who, half, codeAt(who.secret))).status).toBe(429);
  app.advance(10_000);
  expect((await secondStep(who, half, codeAt(who.secret))).status).toBe(201);
});

test('[HT122] a link for a new password does not get around the code', async () => {
  const who = await joinWithFactor();
  const link = await app.ask('POST', `/api/v1/people/${who.id}/link`, { ...from('192.0.2.1'), token: undefined as never });
  const chosen = await app.ask('POST', '/api/v1/password', { ...from(who.address), body: { code: linkOf(link.body.url), password: 'quite another one' } });
  expect([chosen.status, chosen.body]).toEqual([202, { codeNeeded: true }]);
  expect(await scopeOf(who, cookieOf(chosen.headers))).toBe('public');
  expect((await secondStep(who, cookieOf(chosen.headers), codeAt(who.secret))).status).toBe(201);
});

test('[HT122] switching it off, and new backup codes, take the password and a code', async () => {
  const who = await joinWithFactor();
  const [first = '', second = ''] = who.codes;
  for (const path of ['/account/second-factor/off', '/account/second-factor/codes']) {
    expect((await post(who, path, { password: 'not it', code: first })).body.field).toBe('password');
    expect((await post(who, path, { password: PASSWORD, code: '000000' })).body.field).toBe('code');
  }
  const renewed = await post(who, '/account/second-factor/codes', { password: PASSWORD, code: first });
  expect([renewed.status, renewed.body.codes.length]).toEqual([201, 10]);
  expect((await post(who, '/account/second-factor/off', { password: PASSWORD, code: second })).status).toBe(422);
  expect((await post(who, '/account/second-factor/off', { password: PASSWORD, code: renewed.body.codes[0] })).status).toBe(200);
  expect((await account(who)).secondFactor).toMatchObject({ onSince: null, codesLeft: 0, removedBy: null });
  expect((await firstStep(who)).status).toBe(201);
});

test('[HT124] an owner removes the second factor of somebody else who lost it; the list and the person say who did', async () => {
  const [owner, who] = [await joinWithFactor('owner'), await joinWithFactor()];
  const remove = (id: string) => app.ask('POST', `/api/v1/people/${id}/second-factor/remove`, from(owner.address, owner.cookie));
  expect((await remove(owner.id)).body.code).toBe('not_allowed');
  // Nor by a token of one's own.
  const { token } = (await app.ask('POST', '/api/v1/tokens', { ...from(owner.address, owner.cookie), body: { name: 'Own', role: 'owner' } })).body;
  expect((await app.ask('POST', `/api/v1/people/${owner.id}/second-factor/remove`, { token })).body.code).toBe('not_allowed');
  expect((await remove(who.id)).status).toBe(204);
  expect((await remove(who.id)).body.code).toBe('nothing_to_change');
  const removed = { onSince: null, removedAt: expect.any(Number), removedBy: owner.name };
  const { people } = (await app.ask('GET', '/api/v1/people', from(owner.address, owner.cookie))).body;
  expect(people.find(({ id }: { id: string }) => id === who.id).secondFactor).toEqual(removed);
  expect(people.find(({ id }: { id: string }) => id === owner.id).secondFactor.onSince).toEqual(expect.any(Number));
  const entered = await firstStep(who);
  expect(entered.status).toBe(201);
  expect((await account(who, cookieOf(entered.headers))).secondFactor).toEqual({ ...removed, codesLeft: 0 });
  // Until they set up another.
  const { secret } = (await post(who, '/account/second-factor', { password: PASSWORD })).body;
  await post(who, '/account/second-factor/confirm', { code: codeAt(secret) });
  expect((await account(who)).secondFactor).toMatchObject({ onSince: expect.any(Number), removedAt: null, removedBy: null });
});
