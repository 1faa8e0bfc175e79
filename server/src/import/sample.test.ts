import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inOrder, lateAfter, msBetween, spanOf } from '@sitrep/shared/domain/fact-span.ts';
import type { FactTime } from '@sitrep/shared/domain/fact-time.ts';
import type { Incident } from '@sitrep/shared/domain/state.ts';
import { affectedAt } from '@sitrep/shared/query/affected-at.ts';
import { commitmentsAt } from '@sitrep/shared/query/commitments.ts';
import { entriesAsTheyWere } from '@sitrep/shared/query/entries-as-they-were.ts';
import { historyOf } from '@sitrep/shared/query/history-of.ts';
import { incidentPeak } from '@sitrep/shared/query/status.ts';
import { durations } from '@sitrep/shared/query/timeline.ts';
import { budgetMinutes, uptime } from '@sitrep/shared/query/uptime.ts';
import { reasonWords } from '@sitrep/shared/words/affected-words.ts';
import { asGiven, factTime as inWords } from '@sitrep/shared/words/format.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeHandle } from '../command/handle.ts';
import { systemClock } from '../ground/clock.ts';
import { openSqliteLog } from '../log/sqlite-log.ts';
import { Projection } from '../projection/projection.ts';
import { openSqliteEvidenceStore } from '../samples/sqlite-evidence-store.ts';
import { holdsSample, loadSample } from './sample.ts';
import { readSampleFile } from './sample-file.ts';

/** A real board on a real log, with the sample loaded as the server loads it. */
const openBoard = async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sitrep-sample-'));
  const log = openSqliteLog(join(folder, 'log.sqlite'));
  const projection = await Projection.open({
    log,
    clock: systemClock,
    stopwatch: () => 0,
    onError: (error) => {
      throw error;
    },
  });
  let made = 0;
  const newId = (prefix: string) => `${prefix}-${++made}`;
  const evidence = openSqliteEvidenceStore(join(folder, 'samples.sqlite'));
  const handle = makeHandle({ log, projection, evidence, clock: systemClock, holdMs: 0, newId, newEventId: () => newId('event') });
  /** `breakAfter`: simulates a crash after this many commands. */
  const load = (breakAfter = Number.POSITIVE_INFINITY) => {
    let sent = 0;
    return loadSample((command, { actor, key }) => {
      if (sent++ >= breakAfter) throw new Error('power cut');
      return handle(command, { actor, idempotencyKey: key, principal: 'sample', rights: 'system' });
    });
  };
  const close = async () => {
    await projection.close();
    await log.close();
    await evidence.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { log, projection, load, close };
};

let board: Awaited<ReturnType<typeof openBoard>>;
let loadedInMs: number;
beforeAll(async () => {
  board = await openBoard();
  const began = performance.now();
  await board.load();
  loadedInMs = performance.now() - began;
  console.log(`sample: ${(await board.log.head()).seq} events loaded in ${Math.round(loadedInMs)} ms`);
});
afterAll(() => board.close());

const archive = () => board.projection.internal.fold.archive;
const incident = (id: string): Incident => archive().incidents.get(id) ?? expect.fail(`no incident ${id}`);
const incidents = () => [...archive().incidents.values()];
const commitments = () => [...archive().commitments.values()];
const minutesOf = (from: FactTime, until: FactTime | null) => (until === null ? null : (msBetween(from, until) ?? Number.NaN) / 60_000);
const minutes = (length: { ms: number } | null) => (length === null ? null : length.ms / 60_000);
const utc = (time: FactTime | null | undefined) => (time?.ms === null || time?.ms === undefined ? null : new Date(time.ms).toISOString().slice(0, 16));
const flagCodes = (id: string) => incident(id).flags.map(({ code }) => code);
const impactOf = (id: string, name: string) => incident(id).impacts.find(({ impactId }) => impactId === `${id}-${name}`) ?? expect.fail(`no impact ${name}`);

/** Separate periods of trouble: a relapse before the end belongs to the same period, a recurrence after an end starts another. */
const outages = ({ impacts }: Incident): number => {
  const dated = impacts.filter(({ notAffected, from }) => !notAffected && from.ms !== null).sort((a, b) => (a.from.ms ?? 0) - (b.from.ms ?? 0));
  let count = 0;
  let until = Number.NEGATIVE_INFINITY;
  for (const impact of dated) {
    if ((impact.from.ms ?? 0) > until) count++;
    until = Math.max(until, impact.until?.ms ?? impact.from.ms ?? 0);
  }
  return Math.max(1, count);
};

test('[SD1] the sample holds 36 incidents and 37 outages of four services', () => {
  expect(incidents()).toHaveLength(36);
  const of = (prefix: string) => incidents().filter(({ id }) => id.startsWith(prefix)).length;
  expect([of('wpstream-'), of('managewp-'), of('apivideo-'), of('ryver-')]).toEqual([2, 4, 28, 2]);
  expect(incidents().reduce((sum, one) => sum + outages(one), 0)).toBe(37);
  expect(outages(incident('managewp-2017-08-11'))).toBe(2);
  expect(incidents().every(({ phase, drill, published }) => phase === 'resolved' && drill === null && published)).toBe(true);
});

test('[SD2] loading again changes nothing', async () => {
  const before = await board.log.head();
  const again = await board.load();
  expect(again.added).toBe(0);
  expect(again.commands).toBeGreaterThan(400);
  expect(await board.log.head()).toEqual(before);
});

test('[SD2] a load that broke off half way is completed by the next one', async () => {
  const other = await openBoard();
  try {
    await expect(other.load(100)).rejects.toThrow('power cut');
    expect(holdsSample(other.projection.internal.state.board)).toBe(false);
    const { commands, added } = await other.load();
    expect(added).toBe(commands - 100);
    expect(holdsSample(other.projection.internal.state.board)).toBe(true);
    expect([...other.projection.internal.fold.archive.incidents.keys()]).toEqual(incidents().map(({ id }) => id));
  } finally {
    await other.close();
  }
});

test('[SD3] a mistake in a file is told with file, place and reason', () => {
  const file = (incident: string) => `
service: X
order: oldest_first
group: { id: x, name: X, position: 1 }
components: [{ id: x-a, name: A }]
incidents:
  - { id: x-1, title: T, started: ${incident}, impacts: [], log: [{ text: hello }] }`;
  expect(() => readSampleFile('x.yaml', file('yesterday'))).toThrow(/^x\.yaml: incidents\[0\] \(x-1\)\.started: must be like 2020-10-08T21:00Z/);
  expect(() => readSampleFile('x.yaml', file('2020-10-08, colour: red'))).toThrow('x.yaml: incidents[0] (x-1).colour: is not a field here');
  expect(() => readSampleFile('x.yaml', 'a: [')).toThrow(/^x\.yaml: /);
  expect(readSampleFile('x.yaml', file('2020-10-08')).incidents).toHaveLength(1);
});

test('[SD4] incidents are recorded oldest first, undated ones by their place', () => {
  const ids = incidents().map(({ id }) => id);
  const before = (a: string, b: string) => expect(ids.indexOf(a)).toBeLessThan(ids.indexOf(b));
  expect(ids.slice(0, 7)).toEqual([
    'ryver-2016-05-11',
    'ryver-2016-05-20',
    'managewp-2017-04-15',
    'managewp-2017-07-20',
    'managewp-2017-08-09',
    'managewp-2017-08-11',
    'apivideo-28',
  ]);
  for (let n = 28; n > 1; n--) before(`apivideo-${String(n).padStart(2, '0')}`, `apivideo-${String(n - 1).padStart(2, '0')}`);
  before('wpstream-1', 'wpstream-2');
});

test('what happened, what was said and what was recorded are three times', () => {
  const post = incident('apivideo-28');
  const noticed = post.entries.find(({ id }) => id === 'apivideo-28-1-fact');
  expect(utc(noticed?.at)).toBe('2020-10-09T06:00');
  expect(noticed?.saidAt).toMatchObject({ precision: 'day', text: 'this morning of October 9' });
  expect(utc(noticed?.saidAt)).toBe('2020-10-09T00:00');
  expect(noticed?.recordedAt).toBeGreaterThan(Date.UTC(2026, 0, 1));
  expect(incident('apivideo-05').entries.every(({ at, saidAt }) => at.ms === null && saidAt !== null && saidAt.ms === null)).toBe(true);
});

const SHORT: Partial<Record<string, string>> = {
  W1: 'wpstream-1',
  W2: 'wpstream-2',
  M1: 'managewp-2017-08-11',
  M2: 'managewp-2017-08-09',
  M3: 'managewp-2017-07-20',
  M4: 'managewp-2017-04-15',
  R1: 'ryver-2016-05-11',
  R2: 'ryver-2016-05-20',
};
test.each([
  ['W1 start', '9 Mar 2021, about 15:20 UTC', 'as given: around 15:20 (UTC)'],
  ['W1 end', '9 Mar 2021, about 16:40 UTC', 'as given: 16:40 UTC'],
  ['W2 start', '08:09 UTC, date unknown', 'as given: 8:09 GMT'],
  ['M1 start', '11 Aug 2017, 13:30 UTC', 'as given: 13:30 (GMT)'],
  ['M1 flare-up', '12 Aug 2017, 06:05 UTC', 'as given: 06:05 GMT next morning'],
  ['M2 start', '10 Aug 2017, 18:11 UTC', 'as given: August 10, 2017, between 18:11h (GMT)'],
  ['M3 start', '20 Jul 2017, in the hour from 13:00 UTC', 'as given: July 20, 2017, between 13h (GMT)'],
  ['M4 start', '11 Apr 2017', 'as given: April 11'],
  ['1 end', '11:08 UTC, date unknown', 'as given: 11:08 UTC'],
  ['2 end', '14:50 UTC, date unknown', 'as given: 14:50UTC'],
  ['3 start', '08:00 UTC, date unknown', 'as given: approximately 10:00 GMT+2'],
  ['3 end', '09:09 UTC, date unknown', 'as given: 11:09 GMT+2'],
  ['4 start', '09:25 UTC, date unknown', 'as given: 09:25 UTC'],
  ['10 start', '15:10 UTC, date unknown', 'as given: 15:10 UTC'],
  ['13 start', '15:24 UTC, date unknown', 'as given: September 29th between 17:24pm (GMT+2)'],
  ['15 start', '21:03 UTC, date unknown', 'as given: March 4th, at 10:03 p.m. GMT +1 (GMT+1)'],
  ['15 end', '00:25 UTC, date unknown', 'as given: 05 March at 01:25 a.m.'],
  ['28 start', '8 Oct 2020, about 21:00 UTC', 'as given: October 8, 2020 at approximately 21:00 UTC'],
  ['28 end', '9 Oct 2020, 10:30 UTC', 'as given: 10:30 (UTC)'],
  ['R1 start', 'morning of 11 May 2016', 'as given: morning of May 11'],
  ['R2 start', '20 May 2016, about 12:43 UTC', 'as given: Around 4:43am PST'],
])('[SD5] %s reads in UTC and as it was given', (name, words, given) => {
  const [short = '', which] = name.split(/ (.*)/);
  const id = SHORT[short] ?? `apivideo-${short.padStart(2, '0')}`;
  const { startedAt, endedAt, occurrences } = incident(id);
  const time = which === 'start' ? startedAt : which === 'end' ? endedAt : occurrences[1]?.from;
  expect(inWords(time ?? expect.fail(`${name} has no time`))).toBe(words);
  expect(asGiven(time ?? expect.fail())).toBe(given);
});

test('[SD6] incidents that belong together are linked', () => {
  const links = (id: string) => incident(id).links.map(({ kind, incidentId, inferred }) => ({ kind, incidentId, inferred }));
  expect(links('wpstream-2')).toEqual([{ kind: 'recurrence_of', incidentId: 'wpstream-1', inferred: false }]);
  expect(incident('wpstream-2').links[0]?.commitmentId).toBe('wpstream-1-plugin');
  expect(archive().commitments.get('wpstream-1-plugin')?.outcome).toBe('failed');
  expect(links('apivideo-26')).toEqual([{ kind: 'follows', incidentId: 'apivideo-27', inferred: true }]);
  expect(links('ryver-2016-05-20')).toEqual([{ kind: 'related_to', incidentId: 'ryver-2016-05-11', inferred: false }]);
  expect(incident('managewp-2017-08-11').phases.map(({ phase }) => phase)).toEqual([
    'investigating',
    'identified',
    'resolved',
    'reopened',
    'identified',
    'resolved',
  ]);
});

test('[SD7] doubts of the sources are flagged, with both readings', () => {
  const readings = (id: string, code: string) =>
    incident(id)
      .flags.filter((flag) => flag.code === code)
      .map((flag) => flag.readings?.map(({ at }) => utc(at)));
  expect(readings('managewp-2017-08-11', 'date_conflict')).toEqual([['2017-08-11T13:30', '2017-08-10T13:30']]);
  expect(readings('managewp-2017-08-09', 'date_conflict')).toEqual([['2017-08-09T00:00', '2017-08-10T18:11']]);
  expect(readings('managewp-2017-04-15', 'date_conflict')).toEqual([['2017-04-15T00:00', '2017-04-11T00:00']]);
  expect(readings('ryver-2016-05-20', 'zone_doubtful')).toEqual([['2016-05-20T12:43', '2016-05-20T11:43']]);
  expect(readings('apivideo-28', 'clock_conflict')).toEqual([
    ['2020-10-09T06:30', '2020-10-09T06:25'],
    ['2020-10-09T08:20', '2020-10-09T10:30'],
  ]);
  expect(readings('managewp-2017-08-11', 'no_anchor')).toEqual([['2017-08-11T16:15', '2017-08-11T15:30']]);
  expect(incident('apivideo-28').flags[0]?.words).toMatch(/06:42.*07:00/);
  for (const id of ['wpstream-1', 'wpstream-2']) expect(flagCodes(id)).toContain('list_missing');
  for (const id of ['wpstream-1', 'apivideo-13', 'apivideo-15', 'apivideo-22']) expect(flagCodes(id)).toContain('year_inferred');
  for (const id of ['apivideo-10', 'apivideo-13', 'apivideo-17', 'apivideo-20']) expect(flagCodes(id)).toContain('ambiguous_words');
  expect(flagCodes('apivideo-15')).toContain('end_zone_missing');
});

test('[SD8] the arithmetic of the sources comes out', () => {
  const total = (id: string) => minutes(durations(incident(id)).total);
  expect(total('wpstream-1')).toBe(80);
  expect(total('wpstream-2')).toBe(30);
  expect(total('managewp-2017-08-09')).toBe(19);
  expect(total('managewp-2017-07-20')).toBe(120);
  expect([total('apivideo-03'), total('apivideo-04'), total('apivideo-13'), total('apivideo-15')]).toEqual([69, 17, 69, 202]);
  expect(total('ryver-2016-05-20')).toBe(210);

  const lengths = (id: string, ...names: string[]) => names.map((name) => minutesOf(impactOf(id, name).from, impactOf(id, name).until));
  expect(lengths('managewp-2017-08-11', 'collaborators', 'own-account')).toEqual([45, 120]);
  expect(lengths('managewp-2017-07-20', 'down', 'popups')).toEqual([30, 90]);
  expect(lengths('apivideo-03', 'api', 'api-after')).toEqual([38, 31]);

  const dns = durations(incident('apivideo-28'));
  expect(minutes(dns.toNotice)).toBe(9 * 60);
  expect(minutes(dns.total)).toBe(810);
  expect(dns.occurrences.map(minutes)).toEqual([680, 30]);
  expect(minutes(dns.believedWell)).toBe(100);
  const acknowledged = incident('apivideo-28').entries.find(({ id }) => id === 'apivideo-28-2-fact');
  expect(minutesOf(incident('apivideo-28').detection?.at as FactTime, acknowledged?.at ?? null)).toBe(20);
});

test('[SD16] a component of the sample is known from the first dated incident of its service on', () => {
  const { components } = board.projection.internal.state.board;
  const since = (id: string) => new Date(components[id]?.definedAt ?? 0).toISOString().slice(0, 10);
  expect([since('wpstream-events'), since('apivideo-vod')]).toEqual(['2021-03-09', '2020-10-08']);
});

test('[SD8] 110 minutes in March 2021 at least: over the monthly budget, within the yearly one, 20 to 50 by share', () => {
  const component = board.projection.internal.state.board.components['wpstream-events'] ?? expect.fail();
  const history = historyOf('wpstream-events', incidents(), []);
  const march = uptime(component, history, Date.UTC(2021, 2, 1), Date.UTC(2021, 3, 1));
  expect(march.full.minutes).toBe(80);
  expect(march.incomplete).toBe(true);
  expect(march.undated.map(({ incidentId, minutes: length }) => [incidentId, length])).toEqual([['wpstream-2', 30]]);
  const [undated] = march.undated;
  const known = march.full.max + (undated?.minutes ?? 0);
  expect(known).toBe(110);
  expect([march.weighted.min + (undated?.weightedMin ?? 0), march.weighted.max + (undated?.weightedMax ?? 0)]).toEqual([20, 50]);
  expect(component.target).toBe(0.999);
  expect(budgetMinutes(0.999, 31 * 1440)).toBeCloseTo(44.6, 1);
  expect(known).toBeGreaterThan(budgetMinutes(0.999, 31 * 1440));
  expect(known).toBeLessThan(budgetMinutes(0.999, 365 * 1440));
});

test('28: fourteen entries in order, closed at 08:20, reopened at 10:00, four providers, thirteen sections', () => {
  const dns = incident('apivideo-28');
  const facts = entriesAsTheyWere(dns).filter(({ kind }) => kind === 'fact');
  const clocks = ['21:00', '06:00', '06:20', '06:25', '06:42', '07:00', '08:00', '08:20', '10:00', '10:07', '10:10', '10:12', '10:25', '10:30'];
  expect(facts.map(({ at }) => utc(at)?.slice(11))).toEqual(clocks);
  expect(facts.map(({ at }) => utc(at)?.slice(0, 10))).toEqual(['2020-10-08', ...clocks.slice(1).map(() => '2020-10-09')]);
  expect(dns.entries.filter(({ kind }) => kind === 'public')).toHaveLength(2);
  expect(dns.occurrences.map(({ from, until }) => [utc(from), utc(until)])).toEqual([
    ['2020-10-08T21:00', '2020-10-09T08:20'],
    ['2020-10-09T10:00', '2020-10-09T10:30'],
  ]);
  expect(dns.thirdParties.map(({ name }) => name)).toEqual(['PerfOps', 'NSOne', 'GoDaddy', 'CDNetworks']);
  expect(dns.postmortem).toHaveLength(13);
  expect(dns.postmortem.find(({ key }) => key === 'root-cause')?.text.match(/^\d\. /gm)).toHaveLength(7);
  expect(dns.postmortem.find(({ key }) => key === 'backlog-check')?.text.match(/^\d\. /gm)).toHaveLength(4);
  expect(incidentPeak(dns)).toBe('major_outage');
});

test('[SD9] on 14 October 2020 six actions stand and exactly one is overdue', () => {
  const then = commitmentsAt(commitments(), Date.UTC(2020, 9, 14));
  expect(then.map(({ commitment }) => commitment.incidentId)).toEqual(Array(6).fill('apivideo-28'));
  expect(then.filter(({ overdue }) => overdue).map(({ commitment }) => commitment.id)).toEqual(['apivideo-28-replace-dns']);
  const quarter = archive().commitments.get('apivideo-28-two-dns');
  expect(quarter?.due?.precision).toBe('quarter');
  expect(new Date(lateAfter(quarter?.due ?? null) ?? 0).toISOString()).toBe('2021-04-01T00:00:00.000Z');
});

test('[SD9] at least twenty promises, kept, open and failed', () => {
  expect(commitments().length).toBeGreaterThanOrEqual(20);
  const outcome = (id: string) => archive().commitments.get(id)?.outcome;
  expect(
    commitments()
      .filter(({ incidentId }) => incidentId === 'apivideo-28')
      .map((one) => one.outcome),
  ).toEqual(Array(6).fill('open'));
  expect(outcome('wpstream-1-details')).toBe('kept');
  expect(outcome('wpstream-2-list')).toBe('open');
  expect(outcome('managewp-2017-08-09-alerts')).toBe('kept');
  expect(outcome('apivideo-02-details')).toBe('kept');
  expect(outcome('apivideo-22-rest')).toBe('open');
  expect(outcome('ryver-2016-05-20-status-page')).toBe('open');
  expect(commitments().every(({ incidentId }) => incidentId !== null && archive().incidents.has(incidentId))).toBe(true);
});

test('phases, audiences, modes and guidance of each source have their place', () => {
  expect(impactOf('wpstream-1', 'events').audience).toEqual({ kind: 'share', share: 0.25, of: 'customers', estimate: true });
  expect(
    incident('wpstream-1')
      .impacts.filter(({ byRepair }) => byRepair)
      .map(({ componentId }) => componentId),
  ).toEqual(['wpstream-account', 'wpstream-website']);
  expect(impactOf('wpstream-1', 'bandwidth').mode).toBe('data_wrong');
  expect(incident('wpstream-1').phases.map(({ phase }) => phase)).toEqual(['investigating', 'monitoring', 'identified', 'resolved']);
  expect(impactOf('managewp-2017-04-15', 'sites').audience).toMatchObject({ kind: 'count', count: 4200 });
  expect(incident('managewp-2017-04-15').guidance.map(({ kind }) => kind)).toEqual(['customer_action']);
  expect(incident('managewp-2017-08-09').causes.at(-1)?.chain).toHaveLength(5);
  expect(incident('apivideo-08').guidance.map(({ kind }) => kind)).toEqual(['workaround']);
  expect(incident('apivideo-14').phases[0]?.phase).toBe('monitoring');
  expect(impactOf('apivideo-09', 'buttons').mode).toBe('cosmetic');
  expect(impactOf('apivideo-22', 'read-only')).toMatchObject({ level: 'under_maintenance', mode: 'read_only' });
  expect(incident('apivideo-22').causes.map(({ class: classes }) => classes)).toEqual([['database'], ['storage'], ['storage', 'configuration']]);
  expect(incident('apivideo-22').entries.filter(({ kind }) => kind === 'public')).toHaveLength(12);
  expect(impactOf('apivideo-25', 'europe')).toMatchObject({ level: 'degraded_performance', mode: 'slow', regions: ['europe'], byRepair: true });
  expect(incident('apivideo-24').title).toBe(incident('apivideo-26').title);
  expect(incident('apivideo-03').thirdParties[0]).toMatchObject({ name: 'Gcore', statusPage: 'https://status.gcore.com' });
  expect(board.projection.internal.state.board.components['ryver-safeguard']).toBeDefined();
  expect(incidents().every(({ entries }) => entries.some(({ kind }) => kind === 'public' || kind === 'fact'))).toBe(true);
});

test('"who was hurt, at T, doing what?" is answered from the facts', () => {
  const at = (text: string) => Date.parse(text);
  const event = affectedAt(incidents(), { componentId: 'wpstream-events', at: at('2021-03-09T16:00Z') });
  expect(event.answer).toBe('partly');
  expect(event.reasons[0] && reasonWords(event.reasons[0])).toContain('an estimated 25 % of customers');
  expect(affectedAt(incidents(), { componentId: 'managewp-signin', at: at('2017-08-11T14:00Z'), predicate: 'regular users' }).answer).toBe('no');
  expect(
    affectedAt(incidents(), { componentId: 'managewp-signin', at: at('2017-08-11T14:00Z'), predicate: 'users who are also collaborators on other accounts' })
      .answer,
  ).toBe('yes');
  // 23 and 25 have no date: statements about people and places are found without a time.
  expect(impactOf('apivideo-23', 'other-players-fine')).toMatchObject({ notAffected: true, level: 'operational', audience: { kind: 'predicate' } });
  expect(impactOf('apivideo-22', 'new-uploads-fine').audience?.words).toBe('videos uploaded on or after 3 June');
});

test('[SD10] what a customer spends stays inside', () => {
  const spend = incident('wpstream-2').entries.filter(({ text }) => /5000/.test(text ?? ''));
  expect(spend.map(({ kind, scope }) => [kind, scope])).toEqual([['internal', 'internal']]);
  const told = JSON.stringify([...board.projection.public.fold.archive.incidents.values()]) + JSON.stringify(board.projection.public.state.board);
  expect(/dollars|spends|three accounts/.test(told)).toBe(false);
  expect(/Chris\b|Akulov/.test(told)).toBe(false);
  expect(/Chris\b|Akulov/.test(JSON.stringify(incidents()))).toBe(false);
});

test('every component is reported, grouped by service, and calm', () => {
  const { components, groups } = board.projection.internal.state.board;
  expect(
    Object.values(components).every(({ evidence, groupId, published }) => evidence === 'reported' && groupId !== null && groupId in groups && published),
  ).toBe(true);
  expect(
    Object.values(groups)
      .map(({ name }) => name)
      .sort(),
  ).toEqual(['ManageWP', 'Ryver', 'WPStream', 'api.video']);
  expect(components['apivideo-dns']?.provider?.name).toBe('PerfOps');
});

test('dated entries of one incident stand in the order in which they were told', () => {
  for (const { id, entries } of incidents()) {
    const texts = entries.filter(({ text }) => text !== null);
    expect([id, inOrder(texts, ({ at }) => at).map((entry) => entry.id)]).toEqual([id, texts.map((entry) => entry.id)]);
    expect(texts.every(({ at }) => at.ms === null || spanOf(at) !== null)).toBe(true);
  }
});
