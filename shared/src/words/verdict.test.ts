import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Audience } from '../domain/event.ts';
import type { BoardState } from '../domain/state.ts';
import { EMPTY_BOARD } from '../domain/state.ts';
import type { Level } from '../domain/words.ts';
import { incidentOrder } from '../query/incident-order.ts';
import { allStatuses } from '../query/status.ts';
import { worsened } from '../query/verdict.ts';
import { arbitraryBoard } from '../testing/arbitrary-board.ts';
import { at, EVERYONE, givenBoard, givenComponent, givenImpact, givenIncident, givenMaintenance, givenMute, givenStatement } from '../testing/given-board.ts';
import { boardWord, verdictOf } from './verdict.ts';

const regions = { eu: { id: 'eu', name: 'Europe' }, us: { id: 'us', name: 'United States' } };
const says = (what: string | null, audience: Audience | null, more: Parameters<typeof givenImpact>[2] = {}): string => {
  const impact = givenImpact('i', 'vod', { what, audience, ...more });
  return verdictOf(givenBoard({ components: [givenComponent('vod')], regions, incidents: [givenIncident('inc', { title: 'DNS is gone', impacts: [impact] })] }))
    .sentence;
};

test('[QU10] who cannot do what, where', () => {
  expect(says('cannot watch video', EVERYONE)).toBe('Nobody can watch video, anywhere');
  expect(says('cannot watch video', EVERYONE, { regions: ['eu'] })).toBe('Nobody can watch video in Europe');
  expect(says('cannot start events', { kind: 'share', share: 0.25, estimate: true })).toBe('About 25 % of customers cannot start events');
  expect(says('are out of sync', { kind: 'count', count: 4200, of: 'websites' })).toBe('4,200 websites are out of sync');
  expect(says('fail', { kind: 'some', of: 'videos' }, { regions: ['us'] })).toBe('Some videos fail in United States');
  expect(says('do not play', { kind: 'predicate', words: 'videos uploaded before 3 June' })).toBe('Videos uploaded before 3 June do not play');
  expect(says('see errors', EVERYONE)).toBe('All customers see errors');
  expect(says('cannot sign in', null)).toBe('Customers cannot sign in');
  expect(says('Live streams drop.', { kind: 'some', of: 'viewers' }, { regions: ['eu', 'us'] })).toBe(
    'Live streams drop for some viewers in Europe and United States',
  );
  expect(says('videos do not play', EVERYONE)).toBe('vod: videos do not play');
  expect(says(null, EVERYONE)).toBe('DNS is gone');
});

test('[QU10] words that bring their own subject keep it', () => {
  expect(says('Nobody can watch video', { kind: 'everyone', words: 'all users' })).toBe('Nobody can watch video, anywhere');
  expect(says('Nobody can chat; the application reconnects without end', EVERYONE)).toBe('Nobody can chat; the application reconnects without end');
  expect(says('Events cannot be started', { kind: 'share', share: 0.25, of: 'customers', estimate: true })).toBe(
    'Events cannot be started for about 25 % of customers',
  );
  expect(says('Websites appear disconnected', { kind: 'count', count: 4200, of: 'websites' })).toBe('4,200 websites appear disconnected');
  expect(says('Some video files cannot be reached', { kind: 'some', of: 'video files', words: 'no number was given' })).toBe(
    'Some video files cannot be reached',
  );
  expect(says('The player does not load', { kind: 'predicate', words: 'viewers in our own player' })).toBe(
    'The player does not load (viewers in our own player)',
  );
});

test('[QU10] a region that the words name already is not named again', () => {
  const words = 'Some users cannot be reached in the United States';
  expect(says(words, null, { regions: ['us'] })).toBe(words);
});

test('[QU10] among impacts equally bad the one said first speaks', () => {
  const impacts = ['Nobody can watch video', 'DNS names do not answer'].map((what, index) => givenImpact(`i${index}`, 'vod', { what, audience: EVERYONE }));
  expect(verdictOf(givenBoard({ components: [givenComponent('vod')], incidents: [givenIncident('inc', { impacts })] })).sentence).toBe(
    'Nobody can watch video, anywhere',
  );
});

test('[QU10] the same harm in two regions is one sentence', () => {
  const impact = (id: string, region: string) => givenImpact(id, 'vod', { what: 'cannot watch video', audience: EVERYONE, regions: [region] });
  const board = givenBoard({
    components: [givenComponent('vod')],
    regions,
    incidents: [givenIncident('inc', { impacts: [impact('a', 'eu'), impact('b', 'us')] })],
  });
  expect(verdictOf(board).sentence).toBe('Nobody can watch video in Europe and United States');
});

test('[QU11] calm says "works" only with fresh evidence on all', () => {
  const [api, vod] = [givenComponent('api'), givenComponent('vod')];
  const [a, v] = [givenStatement('a', 'api'), givenStatement('v', 'vod')];
  expect(verdictOf(EMPTY_BOARD).sentence).toBe('No components');
  expect(verdictOf(givenBoard({ components: [api, vod], statements: [a, v] }))).toMatchObject({
    sentence: 'Everything works',
    detail: '2 of 2 components operational, all measured.',
  });
  expect(verdictOf(givenBoard({ components: [api, vod], statements: [a] }))).toMatchObject({
    sentence: 'No trouble reported',
    detail: '1 of 2 components operational; 1 more has no trouble reported but is not measured.',
  });
  const muted = givenBoard({ components: [api], statements: [{ ...a, level: 'major_outage' }], mutes: [givenMute('m', { a: 'major_outage' })] });
  expect(verdictOf(muted)).toMatchObject({ sentence: 'No trouble reported', detail: '0 of 1 components operational, 1 with muted checks.' });
});

test('[QU11] where nothing is measured nothing is counted as operational, and it is said once', () => {
  const many = Array.from({ length: 25 }, (_, n) => givenComponent(`c${n}`));
  const calm = verdictOf(givenBoard({ components: many }));
  expect([calm.sentence, calm.detail]).toEqual(['No trouble reported', 'Nothing is measured.']);
  fc.assert(
    fc.property(arbitraryBoard, (board: BoardState) => {
      const { sentence, detail, counts } = verdictOf(board);
      if (counts.total === 0 || counts.notMeasured < counts.total) return;
      expect(`${sentence} ${detail}`).not.toMatch(/operational/i);
      expect(detail.match(/othing is measured/g)).toHaveLength(1);
    }),
  );
});

test('[QU11] only what a check measures is counted as operational, and each component is counted once', () => {
  const many = Array.from({ length: 24 }, (_, n) => givenComponent(`c${n}`));
  const [works, silent] = [givenStatement('works', 'c0'), { ...givenStatement('silent', 'c1'), expired: true }];
  expect(verdictOf(givenBoard({ components: many, statements: [works, silent] })).detail).toContain(
    '1 of 24 components operational; 22 more have no trouble reported but are not measured.',
  );
  fc.assert(
    fc.property(arbitraryBoard, (board: BoardState) => {
      const { detail, counts } = verdictOf(board);
      const statuses = Object.values(allStatuses(board));
      expect(counts.operational).toBe(statuses.filter(({ level, fresh }) => level === 'operational' && fresh).length);
      expect(counts.operational + counts.unreported + counts.silenced).toBe(counts.byLevel.operational);
      if (counts.notMeasured < counts.total) expect(detail).toContain(`${counts.operational} of ${counts.total} components operational`);
    }),
  );
});

test('[QU12] every level without an incident has its own sentence', () => {
  const components = [givenComponent('api', { name: 'API' }), givenComponent('live', { name: 'Live ingest' })];
  const with_ = (level: 'degraded_performance' | 'partial_outage' | 'major_outage' | 'unknown', ids = ['api']) =>
    verdictOf(
      givenBoard({
        components,
        statements: ids.map((id) => givenStatement(`c-${id}`, id, { level, words: 'p95 over 1 s', source: { kind: 'check', name: 'Probe' } })),
      }),
    );
  expect(with_('degraded_performance')).toMatchObject({
    sentence: 'API is degraded',
    detail: 'Probe: p95 over 1 s. No other trouble reported. 0 of 2 components operational; 1 has no trouble reported but is not measured.',
  });
  expect(with_('partial_outage').sentence).toBe('API is partly down');
  expect(with_('major_outage', ['api', 'live']).sentence).toBe('API and Live ingest are down');
  expect(with_('unknown').sentence).toBe('We cannot tell how API is doing');
  expect(verdictOf(givenBoard({ components, maintenances: [givenMaintenance('m', ['live'])] })).sentence).toBe('Live ingest is under maintenance');
});

test('[QU12] what an incident does besides its worst is said, too: no other trouble is reported only where there is none', () => {
  const board = (...impacts: Parameters<typeof givenImpact>[]) =>
    verdictOf(
      givenBoard({
        components: ['vod', 'sync', 'login', 'api'].map((id) => givenComponent(id, { name: id.toUpperCase() })),
        incidents: [givenIncident('inc', { title: 'DNS is gone', impacts: impacts.map((given) => givenImpact(...given)) })],
      }),
    ).detail;
  expect(board(['a', 'vod'], ['b', 'sync', { level: 'partial_outage' }], ['c', 'login', { level: 'degraded_performance' }])).toBe(
    'VOD is down. SYNC is partly down. LOGIN is degraded. 1 of 4 components has no trouble reported; nothing is measured.',
  );
  expect(board(['a', 'vod'], ['b', 'sync', { level: 'partial_outage' }])).toContain('2 of 4 components have no trouble reported');
  expect(board(['a', 'vod'])).toBe('VOD is down. No other trouble reported; nothing is measured.');
});

test('[QU12] where no check speaks for the rest, nothing else was reported', () => {
  const board = givenBoard({
    components: [givenComponent('vod'), givenComponent('api')],
    incidents: [givenIncident('inc', { impacts: [givenImpact('i', 'vod')] })],
  });
  expect(verdictOf(board).detail).toBe('Vod is down. No other trouble reported; nothing is measured.');
});

test('[QU12] an open incident that hurts nobody now is neither calm nor trouble', () => {
  const incident = givenIncident('inc', { title: 'Chat filled up', phase: 'monitoring', impacts: [givenImpact('i', 'chat', { until: at('2020-10-08') })] });
  expect(verdictOf(givenBoard({ components: [givenComponent('chat')], incidents: [incident] }))).toMatchObject({
    level: 'operational',
    sentence: 'Recovered and being watched: Chat filled up',
    subject: 'inc',
  });
});

test('[QU19] an open incident whose impact nobody stated is unknown, not operational', () => {
  const chat = givenComponent('chat');
  const open = givenIncident('inc', { title: 'Chat is odd' });
  expect(verdictOf(givenBoard({ components: [chat], incidents: [open] }))).toMatchObject({
    level: 'unknown',
    sentence: 'Chat is odd',
    detail: 'Nobody has stated its impact yet. No other trouble reported; nothing is measured.',
    subject: 'inc',
  });
  const was = givenImpact('i', 'chat', { from: at('2020-10-08'), until: at('2020-10-09') });
  const occurrences = [
    { from: at('2020-10-08'), until: at('2020-10-09') },
    { from: at('2020-10-10'), until: null },
  ];
  const level = (impacts: (typeof was)[]) => verdictOf(givenBoard({ components: [chat], incidents: [givenIncident('inc', { occurrences, impacts })] })).level;
  expect(level([was])).toBe('unknown');
  expect(level([{ ...was, level: 'operational', notAffected: true, until: null }])).toBe('unknown');
  expect(level([was, { ...was, impactId: 'j', from: at('2020-10-10'), until: at('2020-10-11') }])).toBe('operational');
  expect(level([{ ...was, until: null }])).toBe('major_outage');
});

const outage = (id: string, iso: string, what: string, more: Parameters<typeof givenIncident>[1] = {}) =>
  givenIncident(id, { startedAt: at(iso), impacts: [givenImpact('i', id, { audience: EVERYONE, what, from: at(iso) })], ...more });
const several = givenBoard({
  components: [givenComponent('video'), givenComponent('chat'), givenComponent('sync'), givenComponent('up', { name: 'Uploads' })],
  statements: [givenStatement('u', 'up')],
  incidents: [
    outage('video', '2020-10-08T21:00', 'cannot watch video', { acknowledged: { by: 'T. Lindqvist', at: at('2020-10-09T06:20') } }),
    outage('chat', '2020-10-09T07:06', 'cannot chat'),
    givenIncident('sync', { title: '4,200 sites out of sync', impacts: [givenImpact('i', 'sync', { level: 'partial_outage' })] }),
  ],
});

test('[QU13] among the worst, the newest unacknowledged incident owns the verdict; the rest are named', () => {
  expect(incidentOrder(several).map(({ id }) => id)).toEqual(['chat', 'video', 'sync']);
  expect(verdictOf(several)).toMatchObject({
    level: 'major_outage',
    subject: 'chat',
    sentence: 'Nobody can chat, anywhere',
    detail: 'Uploads is working. 1 more at major outage: Nobody can watch video, anywhere. 4,200 sites out of sync. 1 of 4 components operational.',
    since: at('2020-10-09T07:06'),
  });
});

test('[QU13] after a reopening the current occurrence leads', () => {
  const reopened = outage('video', '2020-10-08T21:00', 'cannot watch video', {
    occurrences: [
      { from: at('2020-10-08T21:00'), until: at('2020-10-09T08:20') },
      { from: at('2020-10-09T10:00'), until: null },
    ],
  });
  expect(verdictOf(givenBoard({ components: [givenComponent('video')], incidents: [reopened] })).since).toEqual(at('2020-10-09T10:00'));
});

test("[QU14] a responder's sentence holds in the state it was written for, and in no other", () => {
  const { key } = verdictOf(several);
  const override = { sentence: 'Chat is away until noon', detail: null, key, by: null, since: at('2020-10-09T07:10') };
  const overridden = verdictOf({ ...several, overrides: { internal: override } });
  expect(overridden).toMatchObject({ sentence: 'Chat is away until noon', overridden: true, generated: 'Nobody can chat, anywhere', level: 'major_outage' });
  expect(overridden.key).toBe(key);
  expect(verdictOf({ ...several, overrides: { internal: { ...override, key: 'calm:operational:0' } } }).overridden).toBe(false);
  expect(verdictOf({ ...several, overrides: { public: override } }).sentence).toBe('Chat is away until noon');
  expect(overridden.stateKey).toBe(verdictOf(several).stateKey);
  const { chat: _, ...rest } = several.incidents;
  expect(verdictOf({ ...several, incidents: rest, overrides: { internal: override } })).toMatchObject({
    sentence: 'Nobody can watch video, anywhere',
    overridden: false,
  });
});

test('[QU15] only worse is announced', () => {
  const { chat: _, ...rest } = several.incidents;
  const one = verdictOf({ ...several, incidents: rest });
  const both = verdictOf(several);
  const calm = verdictOf(givenBoard({ components: [givenComponent('video')] }));
  expect([worsened(calm, one), worsened(one, both), worsened(both, one), worsened(one, calm), worsened(one, one)]).toEqual([true, true, false, false, false]);
});

test('[QU15] one that takes the place of another at the same outage is worse, at a lesser level it is not', () => {
  const at = (level: Level, incidentId: string, componentId: string) =>
    verdictOf(
      givenBoard({
        components: [givenComponent('video'), givenComponent('chat')],
        incidents: [givenIncident(incidentId, { title: 'It fails', impacts: [givenImpact('i', componentId, { level })] })],
      }),
    );
  for (const level of ['major_outage', 'partial_outage', 'degraded_performance'] as const) {
    const one = at(level, 'a', 'video');
    const isOutage = level !== 'degraded_performance';
    expect([worsened(one, at(level, 'b', 'video')), worsened(one, at(level, 'a', 'chat')), worsened(one, one)]).toEqual([isOutage, isOutage, false]);
  }
});

test('[QU101] a title with a full stop ends once, wherever the verdict tells it', () => {
  const stopped = outage('chat', '2020-10-09T07:06', 'cannot chat', { title: 'Chat drops for some.' });
  const titled = { ...stopped, impacts: stopped.impacts.map((impact) => ({ ...impact, what: null })) };
  const watched = { ...stopped, phase: 'monitoring' as const, impacts: [givenImpact('i', 'chat', { until: at('2020-10-10') })] };
  const sentence = (incident: typeof stopped) => verdictOf(givenBoard({ components: [givenComponent('chat')], incidents: [incident] })).sentence;
  expect([sentence(titled), sentence(watched)]).toEqual(['Chat drops for some', 'Recovered and being watched: Chat drops for some']);
});

test('[QU12] of planned work what has overrun is told first, with the end that was announced, on the whole board and beside other trouble', () => {
  const components = ['cdn', 'disk', 'mail'].map((id) => givenComponent(id));
  const until = (iso: string) => ({ until: at(iso), overran: true });
  const work = [
    givenMaintenance('m1', ['disk']),
    givenMaintenance('m2', ['mail'], until('2020-10-09T11:00')),
    givenMaintenance('m3', ['cdn'], until('2020-10-09T10:44')),
  ];
  const late = verdictOf(givenBoard({ components, maintenances: work }));
  expect(late.sentence).toBe('Cdn is under maintenance, should have ended Fri 9 Oct, 10:44 UTC');
  expect(late.detail).toBe('Mail is under maintenance, should have ended Fri 9 Oct, 11:00 UTC. Disk is under maintenance. Nothing is measured.');
  const hurt = verdictOf(
    givenBoard({ components: [...components, givenComponent('chat')], maintenances: work, incidents: [outage('chat', '2020-10-09T07:06', 'cannot chat')] }),
  );
  expect(hurt.detail).toContain('Cdn is under maintenance, should have ended Fri 9 Oct, 10:44 UTC. Mail is');
  const onTime = verdictOf(givenBoard({ components, maintenances: work.map((one) => ({ ...one, overran: false })) }));
  expect(onTime.sentence).toBe('Cdn, disk and mail are under maintenance');
  // An own sentence about the work does not outlive its announced end.
  expect(onTime.key).not.toBe(late.key);
});

test('[QU11] one word for a board says when nothing is measured', () => {
  const chat = givenComponent('chat');
  expect(boardWord(givenBoard({ components: [chat] }))).toBe('No trouble reported');
  expect(boardWord(givenBoard({ components: [chat], statements: [givenStatement('s', 'chat')] }))).toBe('Operational');
  expect(boardWord(several)).toBe('Major outage');
});

test('[QU11] the verdict on any board says something, and never "works" without fresh evidence on all', () => {
  fc.assert(
    fc.property(arbitraryBoard, (board: BoardState) => {
      const { sentence, detail, level, stateKey, counts } = verdictOf(board);
      expect(sentence.trim()).not.toBe('');
      expect(`${sentence} ${detail}`).not.toMatch(/undefined|null|NaN|\.\.|some users may/);
      expect(stateKey).toContain(sentence);
      const statuses = Object.values(allStatuses(board));
      if (statuses.some((status) => status.level === 'unknown' || !status.fresh)) expect(`${sentence} ${detail}`).not.toMatch(/\bworks\b/i);
      if (level !== 'operational') expect(sentence).not.toMatch(/No trouble|Everything works/);
      expect(Object.values(counts.byLevel).reduce((a, b) => a + b, 0)).toBe(counts.total);
    }),
    { numRuns: 1000 },
  );
});

test('[QU14] another sentence is another state key', () => {
  fc.assert(
    fc.property(arbitraryBoard, arbitraryBoard, (a, b) => {
      const [one, two] = [verdictOf(a), verdictOf(b)];
      if (one.generated !== two.generated) expect(one.stateKey).not.toBe(two.stateKey);
    }),
  );
});
