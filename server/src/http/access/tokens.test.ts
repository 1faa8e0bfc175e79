import type { BlockList } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readProxies } from '../../ground/client.ts';
import { startApp, type TestApp } from '../../testing/start-app.ts';

const DAY = 86_400_000;
let app: TestApp;
beforeAll(async () => {
  app = await startApp({ settings: { proxies: readProxies('10.9.9.9') as BlockList } });
});
afterAll(() => app.dispose());

const tokenOf = async (role: 'admin' | 'responder') => (await app.principals.createToken(role, role, null)).token;
const make = (fields: object, token?: string) => app.ask('POST', '/api/v1/tokens', { body: { name: 'bot', ...fields }, ...(token !== undefined && { token }) });
const listed = async (id: string) => (await app.ask('GET', '/api/v1/tokens')).body.tokens.find((one: { id: string }) => one.id === id);
const inDays = (days: number) => new Date(app.ports.clock.now() + days * DAY).toISOString();

test('[HT130] whoever defines the board makes tokens and screens, with rights of theirs and no others', async () => {
  const admin = await tokenOf('admin');
  for (const grant of [{ role: 'viewer' }, { role: 'admin' }, { rights: ['ingest'] }, { role: 'publisher', rights: ['manage'] }])
    expect([grant, (await make(grant, admin)).status]).toEqual([grant, 201]);
  for (const grant of [{ role: 'owner' }, { rights: ['own'] }, { role: 'viewer', rights: ['own'] }, { rights: ['kiosk'] }]) {
    const { status, body } = await make(grant, admin);
    expect([grant, status, body.code]).toEqual([grant, 403, 'not_allowed']);
    expect(body.detail).toContain(`You cannot give a right that you do not have: to ${grant.rights?.[0] === 'kiosk' ? 'be a wall screen' : 'manage people'}`);
  }
  expect((await make({ role: 'viewer' }, await tokenOf('responder'))).status).toBe(403);
  expect((await app.ask('POST', '/api/v1/screens', { token: admin, body: { name: 'Wall' } })).status).toBe(201);
  const { token: definesOnly } = await app.principals.createToken('defines', null, null, ['manage']);
  expect((await app.ask('POST', '/api/v1/screens', { token: definesOnly, body: { name: 'Wall' } })).body.detail).toContain('read what responders read');
});

test('[HT130] who may do less revokes no token that may do more, unless they made it', async () => {
  const admin = await tokenOf('admin');
  const revoke = (id: string, token?: string) => app.ask('DELETE', `/api/v1/tokens/${id}`, token === undefined ? {} : { token });
  const owners = (await make({ role: 'owner' })).body;
  expect((await revoke(owners.id, admin)).body).toMatchObject({ code: 'not_allowed', detail: expect.stringContaining('Only an owner, or whoever made it') });
  expect((await listed(owners.id)).state).toBe('active');
  const { id } = (await make({ role: 'responder' }, admin)).body;
  expect((await revoke(id, admin)).status).toBe(204);
  expect((await revoke(id)).status).toBe(404);
  expect((await revoke(owners.id)).status).toBe(204);
  expect((await app.ask('GET', '/api/v1/board', { token: owners.token })).status).toBe(401);
});

test('[HT130] the list tells who made each, by the name they have now, and when it was last used; it holds no secret and no address', async () => {
  const { invited, code } = await (async () => {
    const { body } = await app.ask('POST', '/api/v1/people', { body: { name: 'Ana', email: 'ana@example.com', role: 'admin' } });
    return { invited: body.person.id as string, code: String(body.url).split('#code=')[1] ?? '' };
  })();
  const signedIn = await app.ask('POST', '/api/v1/password', { token: null, body: { code, password: 'correct horse battery' } });
  const cookie = String(signedIn.headers.get('set-cookie')).split(';')[0] ?? '';
  const mine = (await app.ask('POST', '/api/v1/tokens', { token: null, headers: { cookie }, body: { name: 'deploys', role: 'responder' } })).body;
  expect(mine.madeBy).toEqual({ person: invited, name: 'Ana', ended: false });
  await app.ask('GET', '/api/v1/board', { token: mine.token });
  expect(await listed(mine.id)).toMatchObject({ state: 'active', lastUsedAt: expect.any(Number), agent: null });
  await app.ask('PUT', `/api/v1/people/${invited}`, { body: { name: 'Ana Lima' } });
  expect((await listed(mine.id)).madeBy).toEqual({ person: invited, name: 'Ana Lima', ended: false });
  await app.ask('POST', `/api/v1/people/${invited}/end`, { body: {} });
  expect((await listed(mine.id)).madeBy).toEqual({ person: invited, name: 'Ana Lima', ended: true });
  const { text } = await app.ask('GET', '/api/v1/tokens');
  for (const secret of [mine.token.slice(-43), '127.0.0.1', 'hash']) expect(text).not.toContain(secret);
});

test('[HT131] a token ends after 90 days, or at a date within 366, and none is made without an end', async () => {
  const days = (expiresAt: number) => Math.round((expiresAt - app.ports.clock.now()) / DAY);
  expect(days((await make({ role: 'viewer' })).body.expiresAt)).toBe(90);
  expect(days((await make({ role: 'viewer', expiresAt: null })).body.expiresAt)).toBe(90);
  expect(days((await make({ role: 'viewer', expiresAt: inDays(366) })).body.expiresAt)).toBe(366);
  expect((await make({ role: 'viewer', expiresAt: inDays(368) })).body).toMatchObject({ code: 'invalid', field: 'expiresAt' });
});

test('[HT132] what was revoked or has expired stays listed for a while, without its hash', async () => {
  const revoked = (await make({ role: 'viewer' })).body;
  await app.ask('GET', '/api/v1/board', { token: revoked.token });
  await app.ask('DELETE', `/api/v1/tokens/${revoked.id}`);
  const expired = (await make({ role: 'viewer', expiresAt: inDays(1) })).body;
  app.advance(DAY + 1_000);
  for (const read of [() => app.principals.refresh(), async () => {}]) {
    await read();
    expect(await listed(revoked.id)).toMatchObject({ state: 'revoked', revokedAt: expect.any(Number), lastUsedAt: expect.any(Number) });
    expect((await listed(expired.id)).state).toBe('expired');
  }
  expect((await app.ports.auth.all()).find(({ id }) => id === revoked.id)?.hash).toBe('');
  expect((await app.ask('GET', '/api/v1/board', { token: revoked.token })).status).toBe(401);
});

test('[HT133] the link of a screen carries groups and theme, and the list tells when and by which browser it was opened', async () => {
  const { status, body } = await app.ask('POST', '/api/v1/screens', { body: { name: 'Lobby', groups: ['video', 'api'], theme: 'light' } });
  expect(status).toBe(201);
  const link = new URL(body.link);
  expect([link.pathname, link.search]).toEqual(['/wall', '?groups=video,api&theme=light']);
  expect(await listed(body.id)).toMatchObject({ kind: 'kiosk', view: { groups: ['video', 'api'], theme: 'light' }, openedAt: null, agent: null });
  const kiosk = link.hash.slice('#kiosk='.length);
  await app.ask('POST', '/api/v1/session', { token: null, body: { kiosk }, headers: { 'user-agent': 'A wall browser' } });
  await expect.poll(async () => (await app.ports.auth.all()).find(({ id }) => id === body.id)?.agent).toBe('A wall browser');
  expect(await listed(body.id)).toMatchObject({ openedAt: expect.any(Number), agent: 'A wall browser' });
  expect((await app.ask('POST', '/api/v1/screens', { body: { name: 'Lobby', groups: ['a b'] } })).status).toBe(422);
});
