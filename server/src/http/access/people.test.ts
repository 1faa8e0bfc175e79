import type { BlockList } from 'node:net';
import { helloFor } from '@sitrep/shared/protocol/hello-for.ts';
import { io } from 'socket.io-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readProxies } from '../../ground/client.ts';
import { StoreUnavailable } from '../../ground/store-unavailable.ts';
import { startApp, type TestApp } from '../../testing/start-app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ settings: { holdMs: 0 } });
});
afterAll(() => app.dispose());

const PASSWORD = 'a long and good one';
const cookieOf = (headers: Headers): string => headers.get('set-cookie')?.split(';')[0] ?? '';
const as = (cookie: string, more: Record<string, string> = {}) => ({ token: null, headers: { cookie, ...more } });
const who = async (cookie: string) => (await app.ask('GET', '/api/v1/session', as(cookie))).body;
const codeOf = (url: string): string => url.split('#code=')[1] ?? '';
let count = 0;
/** Somebody with an account, and the cookie of their first session. */
const join = async (role = 'responder', more: object = {}) => {
  count += 1;
  const email = `p${count}@example.com`;
  const { body } = await app.ask('POST', '/api/v1/people', { body: { name: `Person ${count}`, email, role, ...more } });
  const chosen = await app.ask('POST', '/api/v1/password', { token: null, body: { code: codeOf(body.url), password: PASSWORD } });
  return { id: body.person.id as string, name: body.person.name as string, email, cookie: cookieOf(chosen.headers) };
};
const signIn = (email: string, password = PASSWORD, cookie = '') =>
  app.ask('POST', '/api/v1/session', { token: null, body: { email, password }, headers: cookie === '' ? {} : { cookie } });
const openSocket = async (cookie: string) => {
  const socket = io(app.url, { transports: ['websocket'], reconnection: false, forceNew: true, extraHeaders: { cookie } });
  await new Promise<void>((resolve) => {
    socket.on('snapshot', () => resolve());
    socket.on('connect', () => socket.emit('hello', helloFor('internal')));
  });
  return { ended: new Promise<string>((resolve) => void socket.on('refused', ({ code }: { code: string }) => resolve(code))) };
};
const named = (id: string): string | undefined => app.projection.internal.state.board.people[id]?.name;

test('[HT90] an owner who came by the owner link gets an account, once, and signs in with it from then on', async () => {
  const link = await app.ask('POST', '/api/v1/session', { token: null, body: { code: await app.principals.newOwnerLink() } });
  const cookie = cookieOf(link.headers);
  expect(await who(cookie)).toMatchObject({ name: 'Owner', person: null, role: 'owner' });
  const setUp = (body: object) => app.ask('POST', '/api/v1/account', { ...as(cookie), body });
  const ada = { name: 'Ada', email: 'Ada@Example.com', password: PASSWORD };
  expect((await setUp({ ...ada, password: 'short' })).body).toMatchObject({ code: 'invalid', field: 'password' });
  expect((await setUp({ ...ada, email: 'ada' })).body).toMatchObject({ code: 'invalid', field: 'email' });
  const made = await setUp(ada);
  expect(made.status).toBe(201);
  const own = cookieOf(made.headers);
  expect(await who(own)).toMatchObject({ name: 'Ada', role: 'owner', kind: 'person', person: expect.stringMatching(/^per-/) });
  // The nameless sign-in has ended.
  expect((await who(cookie)).scope).toBe('public');
  expect((await app.ask('POST', '/api/v1/account', { ...as(own), body: { ...ada, email: 'other@example.com' } })).body.code).toBe('in_use');
  expect((await signIn('ada@example.COM')).status).toBe(201);
});

test('[HT91] an invitation lets its person choose a password, once, and tells nobody else who it is for', async () => {
  const invited = await app.ask('POST', '/api/v1/people', { body: { name: 'Bo', email: 'bo@example.com', role: 'publisher', rights: ['acknowledge'] } });
  expect(invited.status).toBe(201);
  expect(invited.body).toMatchObject({ person: { name: 'Bo', role: 'publisher', joined: false }, url: expect.stringContaining('/password#code=') });
  const code = codeOf(invited.body.url);
  const look = (given: string) => app.ask('POST', '/api/v1/password/look', { token: null, body: { code: given } });
  expect((await look(code)).body).toEqual({ name: 'Bo', email: 'bo@example.com', isNew: true });
  expect((await look(`x${code.slice(1)}`)).status).toBe(401);
  expect((await signIn('bo@example.com')).status).toBe(401);
  const choose = () => app.ask('POST', '/api/v1/password', { token: null, body: { code, password: PASSWORD } });
  const chosen = await choose();
  const session = await who(cookieOf(chosen.headers));
  expect(session).toMatchObject({ name: 'Bo', role: 'publisher' });
  expect(session.rights.sort()).toEqual(['acknowledge', 'read', 'sight', 'write-public']);
  expect([(await choose()).status, (await look(code)).status]).toEqual([401, 401]);
  expect((await app.ask('POST', '/api/v1/people', { body: { name: 'Bob', email: 'BO@example.com', role: 'viewer' } })).body).toMatchObject({
    code: 'already_exists',
    field: 'email',
  });
});

test('[HT92] events carry the id of a person, and the board their name, which a new one replaces everywhere', async () => {
  const ana = await join();
  await expect.poll(() => named(ana.id)).toBe(ana.name);
  const opened = await app.ask('POST', '/api/v1/incidents', { ...as(ana.cookie), body: { title: 'Uploads wait', text: 'Looking.' } });
  const { events } = (await app.ask('GET', `/api/v1/incidents/${opened.body.ids.incidentId}/events?scope=internal`)).body;
  expect(events[0].event.actor).toEqual({ kind: 'person', name: ana.id, id: ana.id });
  expect((await app.ask('PUT', `/api/v1/people/${ana.id}`, { body: { name: 'Ana Lindqvist' } })).body.name).toBe('Ana Lindqvist');
  await expect.poll(() => named(ana.id)).toBe('Ana Lindqvist');
  // A new name signs nobody out.
  expect(await who(ana.cookie)).toMatchObject({ name: 'Ana Lindqvist' });
  const customers = await app.ask('GET', '/api/v1/board?scope=public', { token: null });
  expect(customers.text).not.toContain('Lindqvist');
});

test('[HT92] an erased name stays erased, and somebody who signs in anew sends a command again under the same key', async () => {
  const bea = await join();
  await expect.poll(() => named(bea.id)).toBe(bea.name);
  const { text } = await app.ask('GET', '/api/v1/events');
  const line = text.split('\n').find((one) => one.includes('"person-named"') && one.includes(bea.id)) ?? '';
  const eventId = /"id":"([0-9a-f-]{36})"/.exec(line)?.[1];
  expect((await app.ask('POST', '/api/v1/redactions', { body: { eventId, reason: 'She asked for it.' } })).status).toBe(201);
  await expect.poll(() => named(bea.id)).toBe('[removed]');
  await app.principals.changed();
  const send = (cookie: string) =>
    app.ask('POST', '/api/v1/incidents', { token: null, headers: { cookie, 'idempotency-key': 'bea-1' }, body: { title: 'Once' } });
  const first = await send(bea.cookie);
  const again = await send(cookieOf((await signIn(bea.email)).headers));
  expect([again.status, again.text, again.headers.get('idempotent-replayed')]).toEqual([201, first.text, 'true']);
  expect(named(bea.id)).toBe('[removed]');
});

test('[HT93] wrong passwords are slowed with the time to come back; the right one from elsewhere is taken meanwhile', async () => {
  const own = await startApp();
  const { body } = await own.ask('POST', '/api/v1/people', { body: { name: 'Cy', email: 'cy@example.com', role: 'viewer' } });
  await own.ask('POST', '/api/v1/password', { token: null, body: { code: codeOf(body.url), password: PASSWORD } });
  const guess = (password: string) => own.ask('POST', '/api/v1/session', { token: null, body: { email: 'cy@example.com', password } });
  const answers = [];
  for (let tries = 0; tries < 6; tries++) answers.push((await guess(`wrong ${tries}`)).status);
  expect(answers).toEqual([401, 401, 401, 401, 401, 429]);
  const refused = await guess(PASSWORD);
  expect([refused.status, Number(refused.headers.get('retry-after'))]).toEqual([429, expect.any(Number)]);
  own.advance(2_000);
  expect((await guess(PASSWORD)).status).toBe(201);
  // An unknown e-mail is answered alike.
  const unknown = await own.ask('POST', '/api/v1/session', { token: null, body: { email: 'no@example.com', password: PASSWORD } });
  expect([unknown.status, unknown.body.detail]).toEqual([401, (await guess('wrong')).body.detail]);
  await own.dispose();
});

test('[HT93] guesses from the same network cost somebody who is signed in nothing; their own count for their session', async () => {
  const own = await startApp();
  const { body } = await own.ask('POST', '/api/v1/people', { body: { name: 'Cy', email: 'cy@example.com', role: 'viewer' } });
  const chosen = await own.ask('POST', '/api/v1/password', { token: null, body: { code: codeOf(body.url), password: PASSWORD } });
  const cookie = cookieOf(chosen.headers);
  const signIn = (password: string, asked: object = { token: null }) =>
    own.ask('POST', '/api/v1/session', { ...asked, body: { email: 'cy@example.com', password } });
  for (let tries = 0; tries < 6; tries++) await signIn(`wrong ${tries}`);
  expect((await signIn(PASSWORD)).status).toBe(429);
  const change = (current: string) => own.ask('POST', '/api/v1/account/password', { ...as(cookie), body: { current, password: 'quite another one' } });
  for (let tries = 0; tries < 5; tries++) expect((await change(`wrong ${tries}`)).status).toBe(422);
  expect((await change(PASSWORD)).status).toBe(429);
  own.advance(2_000);
  const changed = await change(PASSWORD);
  expect(changed.status).toBe(201);
  expect((await signIn('wrong')).status).toBe(401);
  expect((await signIn('wrong')).status).toBe(429);
  expect((await signIn('quite another one', as(cookieOf(changed.headers)))).status).toBe(201);
  await own.dispose();
});

test('[HT121] while one network floods the sign-in, somebody of another one signs in', async () => {
  const own = await startApp({ settings: { proxies: readProxies('loopback') as BlockList } });
  const from = (address: string) => ({ 'x-forwarded-for': address, 'x-forwarded-proto': 'https' });
  const { body } = await own.ask('POST', '/api/v1/people', { body: { name: 'Cy', email: 'cy@example.com', role: 'viewer' }, headers: from('203.0.113.1') });
  await own.ask('POST', '/api/v1/password', { token: null, body: { code: codeOf(body.url), password: PASSWORD }, headers: from('203.0.113.1') });
  const enter = (email: string, address: string) =>
    own.ask('POST', '/api/v1/session', { token: null, body: { email, password: PASSWORD }, headers: from(address) });
  const flood = Array.from({ length: 120 }, (_, n) => enter(`nobody${n}@example.com`, '198.51.100.7'));
  const right = await enter('cy@example.com', '203.0.113.9');
  const statuses = (await Promise.all(flood)).map(({ status }) => status);
  expect([right.status, new Set(statuses)]).toEqual([201, new Set([401, 503])]);
  await own.dispose();
});

test('[HT120] a password that is easily guessed is refused with the reason, wherever one is chosen, and its link stays valid', async () => {
  const { body } = await app.ask('POST', '/api/v1/people', { body: { name: 'Nia Berg', email: 'nia@example.com', role: 'viewer' } });
  const choose = (password: string) => app.ask('POST', '/api/v1/password', { token: null, body: { code: codeOf(body.url), password } });
  for (const password of ['password123', 'nia.berg.2026', 'Sitrep123456']) {
    const refused = await choose(password);
    expect([refused.status, refused.body]).toEqual([
      422,
      expect.objectContaining({ code: 'invalid', field: 'password', detail: expect.stringMatching(/^This password is .*\.$/) }),
    ]);
  }
  const cookie = cookieOf((await choose(PASSWORD)).headers);
  const change = await app.ask('POST', '/api/v1/account/password', { ...as(cookie), body: { current: PASSWORD, password: '1234567890' } });
  expect([change.status, change.body.field]).toEqual([422, 'password']);
});

test('[HT94] ending a person ends their sessions, sockets and links, and nobody signs in as them any more', async () => {
  const dan = await join('admin');
  const link = await app.ask('POST', `/api/v1/people/${dan.id}/link`);
  const socket = await openSocket(dan.cookie);
  expect((await app.ask('POST', `/api/v1/people/${dan.id}/end`)).status).toBe(204);
  expect(await socket.ended).toBe('revoked');
  expect([(await who(dan.cookie)).scope, (await signIn(dan.email)).status]).toEqual(['public', 401]);
  expect((await app.ask('POST', '/api/v1/password', { token: null, body: { code: codeOf(link.body.url), password: PASSWORD } })).status).toBe(401);
  expect((await app.ask('POST', `/api/v1/people/${dan.id}/end`)).status).toBe(404);
  // The e-mail is free again; what they did keeps their name.
  expect((await app.ask('POST', '/api/v1/people', { body: { name: 'Dana', email: dan.email, role: 'viewer' } })).status).toBe(201);
  expect(named(dan.id)).toBe(dan.name);
});

test('[HT127] an owner sees the browsers that owner links signed in, and ends each of them and each link that was not used', async () => {
  const owner = await join('owner');
  const link = await app.ask('POST', '/api/v1/session', {
    token: null,
    body: { code: await app.principals.newOwnerLink() },
    headers: { 'user-agent': 'A lost laptop' },
  });
  const cookie = cookieOf(link.headers);
  const socket = await openSocket(cookie);
  const code = await app.principals.newOwnerLink();
  const { sessions, links } = (await app.ask('GET', '/api/v1/owner-access', as(owner.cookie))).body;
  const lost = sessions.find(({ agent }: { agent: string }) => agent === 'A lost laptop');
  expect(lost).toMatchObject({ current: false, network: '127.0.0.1', createdAt: expect.any(Number), lastUsedAt: expect.any(Number) });
  expect((await app.ask('DELETE', `/api/v1/owner-access/sessions/${lost.id}`, as(owner.cookie))).status).toBe(204);
  expect([await socket.ended, (await who(cookie)).scope]).toEqual(['revoked', 'public']);
  expect((await app.ask('DELETE', `/api/v1/owner-access/sessions/${lost.id}`, as(owner.cookie))).status).toBe(404);
  // No session of a person is ended there.
  const own = (await app.ask('GET', '/api/v1/account', as(owner.cookie))).body.sessions[0].id;
  expect((await app.ask('DELETE', `/api/v1/owner-access/sessions/${own}`, as(owner.cookie))).status).toBe(404);
  for (const { id } of links) expect((await app.ask('DELETE', `/api/v1/owner-access/links/${id}`, as(owner.cookie))).status).toBe(204);
  expect((await app.ask('POST', '/api/v1/session', { token: null, body: { code } })).status).toBe(401);
});

test('[HT128] ending a person leaves the tokens they made, or ends them too, as the owner says', async () => {
  const made = async (cookie: string) => (await app.ask('POST', '/api/v1/tokens', { ...as(cookie), body: { name: 'Deploys', role: 'viewer' } })).body.token;
  const works = async (token: string) => (await app.ask('GET', '/api/v1/board', { token })).status;
  for (const tokens of [false, true]) {
    const pia = await join('admin');
    const token = await made(pia.cookie);
    const listed = (await app.ask('GET', '/api/v1/people')).body.people.find(({ id }: { id: string }) => id === pia.id);
    expect([listed.made, await works(token)]).toEqual([1, 200]);
    expect((await app.ask('POST', `/api/v1/people/${pia.id}/end`, { body: { tokens } })).status).toBe(204);
    expect(await works(token)).toBe(tokens ? 401 : 200);
  }
});

test('[HT128] what a token made belongs to the person it goes back to, and ends with theirs', async () => {
  const pia = await join('admin');
  const make = async (asked: object, path = 'tokens', role = 'admin') =>
    (await app.ask('POST', `/api/v1/${path}`, { ...asked, body: { name: 'Deploys', ...(path === 'tokens' && { role }) } })).body;
  const first = await make(as(pia.cookie));
  const second = await make({ token: first.token });
  const third = await make({ token: second.token }, 'tokens', 'viewer');
  const screen = await make({ token: second.token }, 'screens');
  const ids = [first.id, second.id, third.id, screen.id];
  const listed = async () => (await app.ask('GET', '/api/v1/tokens')).body.tokens.filter(({ id }: { id: string }) => ids.includes(id));
  expect(await listed()).toMatchObject(ids.map((id) => ({ id, state: 'active', madeBy: { person: pia.id } })));
  const { people } = (await app.ask('GET', '/api/v1/people')).body;
  expect(people.find(({ id }: { id: string }) => id === pia.id).made).toBe(4);
  expect((await app.ask('POST', `/api/v1/people/${pia.id}/end`, { body: { tokens: true } })).status).toBe(204);
  expect(await listed()).toMatchObject(ids.map((id) => ({ id, state: 'revoked' })));
  for (const { token } of [first, second, third]) expect((await app.ask('GET', '/api/v1/board', { token })).status).toBe(401);
});

test('[HT128] a token that is written while its maker is ended is not made', async () => {
  const pia = await join('admin');
  const { auth } = app.ports;
  const { insert } = auth;
  const before = app.principals.tokens().length;
  auth.insert = async (...of) => {
    await insert.apply(auth, of);
    auth.insert = insert;
    expect((await app.ask('POST', `/api/v1/people/${pia.id}/end`, { body: { tokens: true } })).status).toBe(204);
  };
  const refused = await app.ask('POST', '/api/v1/tokens', { ...as(pia.cookie), body: { name: 'Late', role: 'admin' } });
  expect([refused.status, refused.body.code]).toEqual([401, 'not_signed_in']);
  expect(app.principals.tokens().slice(before)).toMatchObject([{ name: 'Late', state: 'revoked' }]);
});

test('[HT160] whoever may do less keeps of the tokens they made those that may do no more than they now may', async () => {
  const pia = await join('admin');
  const make = async (body: object) => (await app.ask('POST', '/api/v1/tokens', { ...as(pia.cookie), body: { name: 'Deploys', ...body } })).body.token;
  const [admin, manage, viewer] = [await make({ role: 'admin' }), await make({ rights: ['manage'] }), await make({ role: 'viewer' })];
  const works = () => Promise.all([admin, manage, viewer].map(async (token) => (await app.ask('GET', '/api/v1/board', { token })).status));
  const change = async (body: object) => (await app.ask('PUT', `/api/v1/people/${pia.id}`, { body })).status;
  expect([await change({ name: 'Pia' }), await works()]).toEqual([200, [200, 200, 200]]);
  const { auth } = app.ports;
  const { revoke } = auth;
  auth.revoke = async () => {
    throw new StoreUnavailable('away', new Error('stopped'));
  };
  expect(await change({ role: 'responder' })).toBe(503);
  auth.revoke = revoke;
  expect([await change({ role: 'responder' }), await works()]).toEqual([200, [401, 401, 200]]);
});

test('[HT128] where the tokens of somebody who is ended fail half-way, saying it again ends the rest, and then there is nobody', async () => {
  const pia = await join('admin');
  const make = async () => (await app.ask('POST', '/api/v1/tokens', { ...as(pia.cookie), body: { name: 'Deploys', role: 'viewer' } })).body.token;
  const tokens = [await make(), await make(), await make()];
  const works = () => Promise.all(tokens.map(async (token) => (await app.ask('GET', '/api/v1/board', { token })).status));
  const end = async (body: object) => (await app.ask('POST', `/api/v1/people/${pia.id}/end`, { body })).status;
  const { auth } = app.ports;
  const { revoke } = auth;
  let left = 1;
  auth.revoke = async (...of) => {
    if (left-- <= 0) throw new StoreUnavailable('away', new Error('stopped'));
    return revoke.apply(auth, of);
  };
  expect([await end({ tokens: true }), await works()]).toEqual([503, [401, 200, 200]]);
  auth.revoke = revoke;
  expect(await end({})).toBe(404);
  expect([await end({ tokens: true }), await works()]).toEqual([204, [401, 401, 401]]);
  expect(await end({ tokens: true })).toBe(404);
});

test('[HT125] the browser is given the new secret of its session when its page asks who it is, and goes on', async () => {
  const own = await startApp();
  const link = await own.ask('POST', '/api/v1/session', { token: null, body: { code: await own.principals.newOwnerLink() } });
  const ask = (cookie: string) => own.ask('GET', '/api/v1/session', as(cookie));
  let cookie = cookieOf(link.headers);
  for (let halfDays = 0; halfDays < 6; halfDays++) {
    own.advance(11 * 3_600_000);
    const answer = await ask(cookie);
    expect(answer.body.scope).toBe('internal');
    // The first answer with it is lost; both that are asked at once say the same.
    const given = cookieOf(answer.headers);
    const again = await ask(cookie);
    expect([again.body.scope, cookieOf(again.headers)]).toEqual(['internal', given]);
    if (given === '') continue;
    expect((await ask(given)).body.scope).toBe('internal');
    expect((await ask(cookie)).body.scope).toBe('internal');
    own.advance(61_000);
    expect((await ask(cookie)).body.scope).toBe('public');
    cookie = given;
  }
  expect(cookie).not.toBe(cookieOf(link.headers));
  await own.dispose();
});

test('[HT95] another role, e-mail or password ends the sessions of a person and closes their sockets; the browser that changed the password goes on', async () => {
  for (const change of [{ role: 'viewer' }, { rights: ['manage'] }, { email: `new-${count}@example.com` }]) {
    const eve = await join('responder');
    const socket = await openSocket(eve.cookie);
    expect((await app.ask('PUT', `/api/v1/people/${eve.id}`, { body: change })).status).toBe(200);
    expect([await socket.ended, (await who(eve.cookie)).scope]).toEqual(['revoked', 'public']);
  }
  const eve = await join();
  const other = cookieOf((await signIn(eve.email)).headers);
  const socket = await openSocket(other);
  const change = (current: string) => app.ask('POST', '/api/v1/account/password', { ...as(eve.cookie), body: { current, password: 'quite another one' } });
  expect((await change('not it')).body).toMatchObject({ code: 'invalid', field: 'current' });
  const changed = await change(PASSWORD);
  expect([await socket.ended, (await who(other)).scope, (await who(eve.cookie)).scope]).toEqual(['revoked', 'public', 'public']);
  expect(await who(cookieOf(changed.headers))).toMatchObject({ name: eve.name });
  expect([(await signIn(eve.email)).status, (await signIn(eve.email, 'quite another one')).status]).toEqual([401, 201]);
});

test('[HT96] the last owner is not ended, demoted or locked out', async () => {
  const own = await startApp();
  const link = await own.ask('POST', '/api/v1/session', { token: null, body: { code: await own.principals.newOwnerLink() } });
  const made = await own.ask('POST', '/api/v1/account', {
    token: null,
    headers: { cookie: cookieOf(link.headers) },
    body: { name: 'Fay', email: 'fay@example.com', password: PASSWORD },
  });
  const owner = { token: null, headers: { cookie: cookieOf(made.headers) } };
  const { body } = await own.ask('GET', '/api/v1/people', owner);
  const [{ id }] = body.people;
  for (const attempt of [own.ask('POST', `/api/v1/people/${id}/end`, owner), own.ask('PUT', `/api/v1/people/${id}`, { ...owner, body: { role: 'admin' } })])
    expect((await attempt).body.code).toBe('in_use');
  // Somebody who was invited and never came is no second owner.
  const second = await own.ask('POST', '/api/v1/people', { ...owner, body: { name: 'Gus', email: 'gus@example.com', role: 'owner' } });
  expect((await own.ask('POST', `/api/v1/people/${id}/end`, owner)).body.code).toBe('in_use');
  await own.ask('POST', '/api/v1/password', { token: null, body: { code: codeOf(second.body.url), password: PASSWORD } });
  expect((await own.ask('PUT', `/api/v1/people/${id}`, { ...owner, body: { role: 'admin' } })).status).toBe(200);
  await own.dispose();
});

test('[HT97] a person sees their sessions and ends one of them, and nobody else’s', async () => {
  const [hal, ida] = [await join(), await join()];
  const phone = await app.ask('POST', '/api/v1/session', {
    token: null,
    body: { email: hal.email, password: PASSWORD },
    headers: { 'user-agent': 'A phone' },
  });
  const cookie = cookieOf(phone.headers);
  const account = (await app.ask('GET', '/api/v1/account', as(hal.cookie))).body;
  expect(account.person).toMatchObject({ id: hal.id, email: hal.email });
  expect(account.sessions.map(({ current, agent }: { current: boolean; agent: string }) => [current, agent]).sort()).toEqual([
    [false, 'A phone'],
    [true, expect.any(String)],
  ]);
  const other = account.sessions.find(({ current }: { current: boolean }) => !current).id;
  expect((await app.ask('DELETE', `/api/v1/account/sessions/${other}`, as(ida.cookie))).status).toBe(404);
  expect((await app.ask('DELETE', `/api/v1/account/sessions/${other}`, as(hal.cookie))).status).toBe(204);
  expect([(await who(cookie)).scope, (await who(hal.cookie)).scope]).toEqual(['public', 'internal']);
});

test('[HT98] signing in, choosing a password and managing people are taken from our own pages alone', async () => {
  const kim = await join('owner');
  const evil = { origin: 'https://evil.example' };
  const { body } = await app.ask('POST', `/api/v1/people/${kim.id}/link`);
  for (const [path, fields, cookie] of [
    ['/api/v1/session', { email: kim.email, password: PASSWORD }, ''],
    ['/api/v1/password', { code: codeOf(body.url), password: PASSWORD }, ''],
    ['/api/v1/people', { name: 'X', email: 'x@example.com', role: 'owner' }, kim.cookie],
    ['/api/v1/account/password', { current: PASSWORD, password: 'taken over now' }, kim.cookie],
  ] as const) {
    for (const foreign of [evil, { 'sec-fetch-site': 'cross-site' }]) {
      const reply = await app.ask('POST', path, { token: null, body: fields, headers: { ...foreign, cookie } });
      expect([path, reply.status, reply.body.code]).toEqual([path, 403, 'cross_site']);
    }
  }
  const socket = io(app.url, { transports: ['websocket'], reconnection: false, forceNew: true, extraHeaders: { ...evil, cookie: kim.cookie } });
  const failed = await new Promise<string>((resolve) => {
    socket.on('connect', () => resolve('connected'));
    socket.on('connect_error', () => resolve('refused'));
  });
  expect(failed).toBe('refused');
  expect(await who(kim.cookie)).toMatchObject({ name: kim.name });
});

test('[HT100] no browser makes an owner link, which would outlive the account of whoever made it', async () => {
  const owner = await join('owner');
  const refused = await app.ask('POST', '/api/v1/owner-links', { ...as(owner.cookie), body: {} });
  expect([refused.status, refused.body.code]).toEqual([403, 'not_allowed']);
  expect((await app.ask('POST', '/api/v1/owner-links')).status).toBe(201);
});

test('[HT101] while the accounts cannot be reached, whoever is signed in goes on under their name, nobody signs in, and it recovers by itself', async () => {
  const lea = await join();
  await expect.poll(() => named(lea.id)).toBe(lea.name);
  const { auth } = app.ports;
  const saved = { ...auth };
  const away = async () => {
    throw new StoreUnavailable('away', new Error('stopped'));
  };
  Object.assign(auth, {
    revision: away,
    all: away,
    people: away,
    insert: away,
    insertSession: away,
    touch: away,
    changePerson: away,
    findLink: away,
    addPerson: away,
  });
  await expect(app.principals.refresh()).rejects.toThrow();
  const posted = await app.ask('POST', '/api/v1/incidents', { ...as(lea.cookie), body: { title: 'Written meanwhile' } });
  expect([posted.status, (await who(lea.cookie)).name, named(lea.id)]).toEqual([201, lea.name, lea.name]);
  expect((await app.ask('GET', '/api/v1/board', { token: null })).status).toBe(200);
  const refused = await signIn(lea.email);
  expect([refused.status, refused.body.code]).toEqual([503, 'unavailable']);
  expect((await app.ask('POST', '/api/v1/people', { body: { name: 'Mo', email: 'mo@example.com', role: 'viewer' } })).status).toBe(503);
  Object.assign(auth, saved);
  await expect.poll(async () => (await signIn(lea.email)).status).toBe(201);
  app.errors.length = 0;
});
