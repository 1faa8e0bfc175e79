import type { Command } from '@sitrep/shared/domain/command.ts';
import type { Entry } from '@sitrep/shared/domain/state.ts';
import { play } from '@sitrep/shared/testing/given.ts';
import { incidentsOf } from '@sitrep/shared/testing/world-of.ts';
import { expect, test } from 'vitest';
import { isShown } from './timeline-filter.ts';
import { authorOf, keysWithSeconds, timelineRows } from './timeline-rows.ts';

const at = { ms: Date.parse('2017-08-11T14:15Z'), precision: 'minute' as const };
const from = { ms: Date.parse('2017-08-11T11:35Z'), precision: 'minute' as const };
const OPEN: Command[] = [
  { type: 'define-component', componentId: 'db', name: 'Database', scope: 'public' },
  {
    type: 'open-incident',
    incidentId: 'jam',
    title: 'Jam',
    startedAt: from,
    at: from,
    impacts: [{ impactId: 'all', componentId: 'db', level: 'major_outage', from }],
    scope: 'public',
  },
];
const END: Command = { type: 'end-impact', incidentId: 'jam', scope: 'internal', impactId: 'all', until: at, at };
const begin = (level: 'partial_outage' | 'major_outage'): Command => ({
  type: 'state-impact',
  scope: 'internal',
  incidentId: 'jam',
  impact: { impactId: 'some', componentId: 'db', level, from: at },
  at,
});
const levels = (...commands: Command[]) => {
  const incident = incidentsOf(play([...OPEN, ...commands])).get('jam');
  return timelineRows(incident?.entries ?? []).flatMap((row) => (row.kind === 'levels' ? [`${row.change.from} to ${row.change.to}`] : []));
};

test('[VW55] an impact that ends where another begins is one change, whichever was recorded first', () => {
  const once = ['operational to major_outage', 'major_outage to partial_outage'];
  expect(levels(begin('partial_outage'), END)).toEqual(once);
  expect(levels(END, begin('partial_outage'))).toEqual(once);
});

test('[VW55] the same level in another impact is no change, and an end alone remains one', () => {
  expect(levels(begin('major_outage'), END)).toEqual(['operational to major_outage']);
  expect(levels(END)).toEqual(['operational to major_outage', 'major_outage to operational']);
});

test('[VW55] each entry is looked at a few times, however many changed at one moment', () => {
  let looks = 0;
  const counted = (entry: Entry): Entry =>
    new Proxy(entry, {
      get: (target, name) => {
        looks += 1;
        return Reflect.get(target, name);
      },
    });
  const entry = (id: string, over: Partial<Entry>): Entry => ({
    id,
    kind: 'change',
    scope: 'public',
    at,
    saidAt: null,
    recordedAt: at.ms,
    actor: null,
    text: null,
    phase: 'investigating',
    change: null,
    earlier: [],
    publishedAt: null,
    ...over,
  });
  const level = (id: string, from: 'operational' | 'major_outage', time: Entry['at']) => {
    const to = from === 'operational' ? ('partial_outage' as const) : ('operational' as const);
    return entry(id, { at: time, change: { what: 'level', componentId: id.slice(1), from, to, notAffected: false } });
  };
  const undated = { ms: null, precision: 'unknown' as const };
  const numbers = Array.from({ length: 1_000 }, (_, n) => n);
  const entries = [
    ...numbers.map((n) => level(`e${n}`, 'major_outage', n % 2 ? at : undated)),
    ...numbers.map((n) => level(`b${n}`, 'operational', n % 2 ? at : undated)),
    ...numbers.map((n) => level(`a${n}`, 'operational', from)),
    ...numbers.map((n) => entry(`p${n}`, { at: { ms: n, precision: 'minute' }, change: { what: 'phase', to: 'identified' } })),
    ...numbers.map((n) => entry(`u${n}`, { at: { ms: n, precision: 'minute' }, kind: 'public', phase: 'identified', text: 'Found' })),
  ];
  const rows = timelineRows(entries.map(counted));
  // A dated and an undated change alternate; then one change of a thousand components, and a thousand updates that show their phase.
  expect(rows).toHaveLength(1_000 + 1 + 1_000);
  expect(rows[1_000]).toMatchObject({ kind: 'levels', componentIds: numbers.map(String) });
  expect(looks / entries.length).toBeLessThan(200);
});

test('[VW135] changes of several components are one row only where one person told them, or it would name the wrong one', () => {
  const both = [...OPEN, { type: 'define-component', componentId: 'web', name: 'Web', scope: 'public' }] as Command[];
  const ill = (componentId: string): Command => ({
    type: 'state-impact',
    scope: 'internal',
    incidentId: 'jam',
    impact: { impactId: componentId, componentId, level: 'major_outage', from: at },
    at,
  });
  const entries = incidentsOf(play([...both, END, ill('db'), ill('web')])).get('jam')?.entries ?? [];
  const begun = entries.filter(({ at: { ms }, change }) => ms === at.ms && change?.what === 'level' && change.to === 'major_outage');
  expect(begun).toHaveLength(2);
  expect(timelineRows(begun)).toMatchObject([{ kind: 'levels', componentIds: ['db', 'web'] }]);
  const others = begun.map((entry, index) => ({ ...entry, actor: { kind: 'person' as const, name: index === 0 ? 'Ana' : 'Ben' } }));
  expect(timelineRows(others)).toMatchObject([
    { entry: { actor: { name: 'Ana' } }, componentIds: ['db'] },
    { entry: { actor: { name: 'Ben' } }, componentIds: ['web'] },
  ]);
});

const entryOf = (id: string, over: Partial<Entry>): Entry => ({
  id,
  kind: 'change',
  scope: 'public',
  at,
  saidAt: null,
  recordedAt: at.ms,
  actor: { kind: 'person', name: 'Ana' },
  text: null,
  phase: 'identified',
  change: null,
  earlier: [],
  publishedAt: null,
  ...over,
});
const phase = (over: Partial<Entry> = {}) => entryOf('phase', { change: { what: 'phase', to: 'identified' }, ...over });
const words = (over: Partial<Entry> = {}) => entryOf('words', { kind: 'public', text: 'Found.', ...over });
const told = (...entries: Entry[]) => timelineRows(entries).map((row) => [row.ids, row.kind === 'entry' ? row.phase : null]);

test('[VW55] a phase and the words of the same minute are one row, of whichever kind the words are', () => {
  const soon = { at: { ms: at.ms + 40_000, precision: 'exact' as const }, recordedAt: at.ms + 40_000 };
  const one = [[['words', 'phase'], 'identified']];
  expect(told(phase(), words(soon))).toEqual(one);
  expect(told(phase(), words({ ...soon, kind: 'fact' }))).toEqual(one);
  expect(told(phase({ scope: 'internal' }), words({ ...soon, kind: 'internal', scope: 'internal' }))).toEqual(one);
  const reopened = phase({ change: { what: 'phase', to: 'reopened' }, phase: 'reopened' });
  expect(told(reopened, words({ ...soon, phase: 'investigating' }))).toEqual([[['words', 'phase'], 'reopened']]);
});

test('[VW55] they are two rows where another person told them, other readers read them, or the phase is another or came later', () => {
  const two = (...entries: Entry[]) => expect(told(...entries).map(([ids]) => ids)).toEqual([['phase'], ['words']]);
  two(phase(), words({ actor: { kind: 'person', name: 'Ben' } }));
  two(phase({ scope: 'internal' }), words());
  two(phase(), words({ kind: 'internal', scope: 'internal' }));
  two(phase(), words({ phase: 'monitoring' }));
  two(phase(), words({ at: { ms: at.ms + 60_000, precision: 'exact' }, recordedAt: at.ms + 60_000 }));
  two(phase(), words({ recordedAt: at.ms + 3_600_000 }));
});

test('[VW55] no entry is lost or told twice, whatever happened at one moment', () => {
  const log: Command[] = [
    ...OPEN,
    begin('partial_outage'),
    END,
    { type: 'post-update', incidentId: 'jam', text: 'Half of it.', phase: 'identified', scope: 'internal' },
  ];
  const entries = incidentsOf(play(log)).get('jam')?.entries ?? [];
  const ids = timelineRows(entries).flatMap((row) => row.ids);
  expect(ids.toSorted()).toEqual(entries.map(({ id }) => id).toSorted());
});

test('[VW44] who reads it and what it is narrow the timeline, and every entry is either for customers or inside', () => {
  const inside = words({ id: 'inside', kind: 'internal', scope: 'internal' });
  const all = [phase(), words(), inside];
  const shown = (filter: Parameters<typeof isShown>[1]) => all.filter((entry) => isShown(entry, filter)).map(({ id }) => id);
  expect([shown('customers'), shown('internal'), shown('updates'), shown('changes')]).toEqual([['phase', 'words'], ['inside'], ['words'], ['phase']]);
});

test('[VW177] seconds tell rows of one minute apart, where they are known and differ', () => {
  const timed = (id: string, ms: number, precision: 'exact' | 'minute' = 'exact') => words({ id, at: { ms: at.ms + ms, precision } });
  const keys = (...entries: Entry[]) => [...keysWithSeconds(timelineRows(entries))];
  expect(keys(timed('a', 1_000), timed('b', 31_000), timed('c', 60_000))).toEqual(['a', 'b']);
  expect(keys(timed('a', 1_000), timed('b', 1_900))).toEqual([]);
  expect(keys(timed('a', 0, 'minute'), timed('b', 31_000))).toEqual([]);
});

test('[VW177] the one who recorded everything is named once', () => {
  const by = (...names: (string | null)[]) =>
    authorOf(
      timelineRows(names.map((name, n) => words({ id: `w${n}`, actor: name === null ? null : { kind: 'person', name } }))),
      (actor) => actor?.name ?? null,
    );
  expect([by('Ana', 'Ana'), by('Ana', 'Ben'), by('Ana', null), by(null, null), by('Ana'), by()]).toEqual(['Ana', null, null, null, null, null]);
});
