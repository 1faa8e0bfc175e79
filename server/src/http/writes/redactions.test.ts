import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command, CommandType } from '@sitrep/shared/domain/command.ts';
import { EVENT_DATA, type Event, type EventType } from '@sitrep/shared/domain/event.ts';
import { exactly } from '@sitrep/shared/domain/fact-time.ts';
import { FREE_TEXTS, freeTexts } from '@sitrep/shared/domain/free-texts.ts';
import { ROLE_RIGHTS } from '@sitrep/shared/domain/rights.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApp, type TestApp } from '../../testing/start-app.ts';

const NOW = Date.now();
const HOUR = 3_600_000;
let count = 0;
/** A different text each time, long enough to be searched for. */
const secret = () => `Harbinger Ltd paid for ${++count} of this`;
const address = () => `https://harbinger.example/${++count}`;
const audience = () => ({ kind: 'count', count: 3, of: secret(), words: secret() });
const link = (words: string) => ({ kind: 'follows', incidentId: 'earlier', commitmentId: null, words, inferred: false });
const BOARD: [CommandType, () => Record<string, unknown>][] = [
  ['name-board', () => ({ name: secret(), notice: secret() })],
  ['define-region', () => ({ regionId: 'north', name: secret() })],
  ['define-group', () => ({ groupId: 'core', name: secret() })],
  [
    'define-component',
    () => ({ componentId: 'web', name: secret(), description: secret(), team: secret(), provider: { name: secret(), statusPage: address() }, scope: 'public' }),
  ],
  [
    'make-statement',
    () => ({
      ...{ statementId: 'probe', componentId: 'web', level: 'partial_outage', words: secret(), audience: audience(), scope: 'public' },
      source: { kind: 'check', name: secret(), link: address() },
    }),
  ],
  ['mute-statements', () => ({ muteId: 'quiet', statementIds: ['probe'], until: NOW + HOUR, reason: secret() })],
  ['open-incident', () => ({ incidentId: 'earlier', title: secret(), scope: 'public' })],
  [
    'open-incident',
    () => ({
      incidentId: 'seen',
      title: secret(),
      text: secret(),
      impacts: [{ impactId: 'hurt', componentId: 'web', level: 'partial_outage', what: secret(), audience: audience() }],
    }),
  ],
  ['open-incident', () => ({ incidentId: 'none', title: secret() })],
  ['dismiss-incident', () => ({ incidentId: 'none', reason: secret() })],
  ['acknowledge-incident', () => ({ incidentId: 'seen', by: secret() })],
  [
    'state-impact',
    () => ({ incidentId: 'seen', impact: { impactId: 'hurt', componentId: 'web', level: 'major_outage', what: secret(), audience: audience() } }),
  ],
  ['post-update', () => ({ incidentId: 'seen', updateId: 'note', text: secret() })],
  ['amend-update', () => ({ incidentId: 'seen', updateId: 'note', text: secret(), reason: secret() })],
  ['give-guidance', () => ({ incidentId: 'seen', guidance: { kind: 'workaround', text: secret() } })],
  ['state-cause', () => ({ incidentId: 'seen', cause: { text: secret(), class: ['deploy'], status: 'known', chain: [secret(), secret()] } })],
  ['name-third-party', () => ({ incidentId: 'seen', thirdParty: { name: secret(), role: secret(), statusPage: address(), link: address() } })],
  ['state-detection', () => ({ incidentId: 'seen', detection: { by: secret(), at: exactly(NOW - HOUR) } })],
  ['link-incident', () => ({ incidentId: 'seen', link: link(secret()) })],
  ['flag-incident', () => ({ incidentId: 'seen', flag: { code: 'undated', words: secret(), readings: [{ words: secret(), at: exactly(NOW - HOUR) }] } })],
  ['write-postmortem', () => ({ incidentId: 'seen', section: { key: 'why', heading: secret(), text: secret() } })],
  ['assign-role', () => ({ incidentId: 'seen', role: 'commander', person: secret() })],
  ['assign-role', () => ({ incidentId: 'seen', role: 'communicator', person: secret() })],
  ['assign-role', () => ({ incidentId: 'seen', role: 'operations', person: secret() })],
  ['assign-role', () => ({ incidentId: 'seen', role: 'scribe', person: secret() })],
  ['link-resource', () => ({ incidentId: 'seen', resource: { kind: 'ticket', link: address(), words: secret() } })],
  ['publish-incident', () => ({ incidentId: 'seen', title: secret(), include: ['causes', 'guidance', 'third_parties', 'flags', 'links', 'detection'] })],
  ['retitle-incident', () => ({ incidentId: 'seen', title: secret(), scope: 'public' })],
  ['publish-update', () => ({ incidentId: 'seen', updateId: 'note', text: secret() })],
  ['define-component', () => ({ componentId: 'shop', name: secret(), scope: 'public' })],
  [
    'state-impact',
    () => ({
      incidentId: 'seen',
      impact: { impactId: 'slow', componentId: 'shop', level: 'degraded_performance', what: secret(), audience: audience() },
      scope: 'public',
    }),
  ],
  [
    'post-update',
    () => ({
      incidentId: 'seen',
      updateId: 'shown',
      text: secret(),
      scope: 'public',
      impacts: [{ impactId: 'slow', componentId: 'shop', level: 'major_outage' }],
    }),
  ],
  ['mark-in-error', () => ({ incidentId: 'seen', updateId: 'shown', reason: secret() })],
  ['retract-update', () => ({ incidentId: 'seen', updateId: 'note', reason: secret(), scope: 'public' })],
  ['resolve-incident', () => ({ incidentId: 'seen', scope: 'public', text: secret() })],
  ['correct-times', () => ({ incidentId: 'seen', from: exactly(NOW - HOUR), reason: secret(), scope: 'public' })],
  ['reopen-incident', () => ({ incidentId: 'seen', text: secret() })],
  ['make-commitment', () => ({ commitmentId: 'kept', kind: 'action', text: secret(), owner: secret(), incidentId: 'seen', scope: 'public' })],
  ['change-commitment', () => ({ commitmentId: 'kept', text: secret(), owner: secret() })],
  ['keep-commitment', () => ({ commitmentId: 'kept', words: secret() })],
  ['make-commitment', () => ({ commitmentId: 'left', kind: 'action', text: secret(), owner: secret() })],
  ['drop-commitment', () => ({ commitmentId: 'left', reason: secret() })],
  [
    'schedule-maintenance',
    () => ({
      maintenanceId: 'disks',
      title: secret(),
      text: secret(),
      componentIds: ['web'],
      from: exactly(NOW + HOUR),
      until: exactly(NOW + 2 * HOUR),
      scope: 'public',
    }),
  ],
  ['reschedule-maintenance', () => ({ maintenanceId: 'disks', from: exactly(NOW + HOUR), until: exactly(NOW + 3 * HOUR), reason: secret() })],
  ['write-template', () => ({ templateId: 'slow', use: 'report', name: secret(), title: secret(), what: secret(), text: secret() })],
  ['record-sighting', () => ({ componentId: 'web', words: secret(), ticket: secret() })],
  ['offer-handover', () => ({ since: NOW - HOUR, note: secret() })],
  ['start-drill', () => ({ drillId: 'friday', name: secret(), lead: secret(), goals: [secret()], scope: 'public' })],
];

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
  for (const [command, fields] of BOARD) await app.give(command, fields());
  const { key } = (await app.ask('GET', '/api/v1/verdict?scope=internal')).body;
  await app.give('override-verdict', { sentence: secret(), detail: secret(), key });
  // Only what a person says waits. Undone, it stays on the board.
  const impact = { componentId: 'web', level: 'major_outage', what: secret(), audience: { ...audience(), kind: 'count' } } as const;
  const post: Command = { type: 'post-update', incidentId: 'seen', updateId: 'waits', scope: 'public', text: secret(), impacts: [impact] };
  const issuer = { principal: 'tests', actor: { kind: 'person', name: 'Ana' }, rights: new Set(ROLE_RIGHTS.owner), idempotencyKey: null } as const;
  expect(await app.handle(post, issuer)).toMatchObject({ kind: 'accepted', heldUntil: expect.any(Number) });
  await app.give('withdraw-held', { incidentId: 'seen', updateId: 'waits' });
  // One suspicion is dismissed, and one stays.
  for (const componentId of ['disk', 'tape']) {
    await app.give('define-component', { componentId, name: secret() });
    for (let customers = 0; customers < 3; customers++) await app.give('record-sighting', { componentId, words: secret(), ticket: secret() });
  }
  const [suspicionId] = Object.keys((await app.ask('GET', '/api/v1/board')).body.state.board.suspicions);
  await app.give('dismiss-suspicion', { suspicionId, reason: secret() });
  // Only the server says what a person is called.
  expect(await app.handle({ type: 'name-person', personId: 'per-1', name: secret() }, { ...issuer, rights: 'system' })).toMatchObject({ kind: 'accepted' });
});
afterAll(() => app.dispose());

const recorded = async () => (await app.ports.log.read(0, 1_000)).map(({ event }) => event as Event);
const holding = (event: Event) => freeTexts(event).filter(({ text }) => /harbinger/i.test(text));
const unnumbered = (path: string) => path.replaceAll(/\.\d+(?=\.|$)/g, '.*');

test('[HT50] every text that can be posted can be erased, alone, and is then in no channel of either scope and in no file', async () => {
  const before = await recorded();
  const said = new Set(before.flatMap((event) => holding(event).map(({ path }) => `${event.type} ${unnumbered(path)}`)));
  const all = (Object.keys(EVENT_DATA) as EventType[]).flatMap((type) => Object.keys(FREE_TEXTS[type]).map((path) => `${type} ${path}`));
  // The reason of an erasure is checked below.
  expect(
    all.filter((one) => !said.has(one)),
    'texts that no command in BOARD says',
  ).toEqual(
    // Who heard a sighting is named by the server.
    ['text-redacted reason', ...all.filter((one) => /^incident-published card.(roles|resources)|heardBy/.test(one))].toSorted(
      (a, b) => all.indexOf(a) - all.indexOf(b),
    ),
  );

  for (let left = before.length * 10; left > 0; left--) {
    const [event] = (await recorded()).filter((one) => holding(one).length > 0);
    if (event === undefined) break;
    const field = holding(event)[0]?.path;
    const { status, text } = await app.ask('POST', '/api/v1/redactions', { body: { eventId: event.id, field, reason: 'It named a customer.' } });
    expect([event.type, field, status, text]).toEqual([event.type, field, 201, text]);
  }
  const after = await recorded();
  for (const [index, event] of before.entries()) {
    expect(after[index]).toMatchObject({ id: event.id, type: event.type });
    EVENT_DATA[event.type].parse(after[index]?.data);
  }
  const channels = [
    'board',
    'verdict',
    'incidents',
    'incidents?text=harbinger',
    'incidents/seen',
    'incidents/seen/similar',
    'incidents/seen/events',
    'incidents/earlier',
    'components',
  ];
  for (const path of [...channels, 'components/web', 'commitments', 'maintenances', 'templates']) {
    for (const scope of ['public', 'internal']) {
      const { status, text } = await app.ask('GET', `/api/v1/${path}${path.includes('?') ? '&' : '?'}scope=${scope}`);
      expect([path, status]).toEqual([path, 200]);
      expect([path, scope, text.replaceAll('text=harbinger', '').toLowerCase().includes('harbinger')]).toEqual([path, scope, false]);
    }
  }
  expect((await app.ask('GET', '/api/v1/events')).text.toLowerCase()).not.toContain('harbinger');
  expect((await app.ask('GET', '/api/v1/verify')).body.ok).toBe(true);
  await app.stop();
  for (const name of readdirSync(app.folder)) {
    expect([name, readFileSync(join(app.folder, name)).toString('latin1').toLowerCase().includes('harbinger')]).toEqual([name, false]);
  }
  app = await startApp({ folder: app.folder });
});

test('[HT50] an event nobody recorded is 404, and what holds no text says which fields do', async () => {
  const [event] = (await recorded()).filter(({ type }) => type === 'text-redacted');
  const ask = (body: object) => app.ask('POST', '/api/v1/redactions', { body: { reason: 'A name', ...body } });
  expect(await ask({ eventId: 'never' })).toMatchObject({ status: 404 });
  const refused = await ask({ eventId: event?.id, field: 'incidentId' });
  expect([refused.status, refused.body.detail]).toEqual([409, 'No text of people is in this field. Name one of these: reason.']);
  expect(await ask({ eventId: event?.id })).toMatchObject({ status: 201 });
  expect(await ask({ eventId: event?.id })).toMatchObject({ status: 409 });
});
