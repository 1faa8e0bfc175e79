import { expect, test } from 'vitest';
import { schemasIn } from '../testing/schemas-in.ts';
import { shapeErrors } from '../words/shape.ts';
import { COMMAND } from './command.ts';
import { EVENT_DATA } from './event.ts';
import { Ids, Said, SaidDay, SaidHttpsLink, SaidInstant, SaidLine, SaidLink, SaidShare, SaidText, SaidTime } from './said.ts';
import { Link as STORED_LINK } from './words.ts';

const takes = (schema: { safeParse(value: unknown): { success: boolean } }, values: readonly unknown[]) =>
  values.map((value) => schema.safeParse(value).success);
const all = (values: readonly unknown[], answer: boolean) => values.map(() => answer);

test('[CM9] a name is one line that people can see', () => {
  const good = ['Web shop', 'שירות', '支付', '👩‍💻', 'a\u200db', '—', ' trimmed ', 'e\u0301'];
  expect(takes(SaidLine, good)).toEqual(all(good, true));
  const bad = [
    '',
    '   ',
    '\u200b',
    '\u3164',
    '\u2800',
    '\u115f\u1160',
    '\u00ad',
    '\ufeff',
    '\u0301',
    'two\nlines',
    'a\tb',
    'a\u2028b',
    'pay\u202egnp.exe',
    'a\u2066b',
    'half \ud83d',
    '\u001b[31mred',
  ];
  expect(takes(SaidLine, bad)).toEqual(all(bad, false));
});
test('[CM9] an address is one line without marks that hide or turn what follows', () => {
  expect(takes(SaidLink, ['https://status.example/a?b=c#d', 'http://例え.jp/支付'])).toEqual([true, true]);
  const bad = ['https://a\u202egpj.exe/', 'https://a/\u0007', 'https://a/\u0000', 'https://a/\ud83d', 'ftp://a', 'https://a b'];
  expect(takes(SaidLink, bad)).toEqual(all(bad, false));
  expect(takes(SaidHttpsLink, ['https://meet.example/1', 'http://meet.example/1', ...bad])).toEqual([true, ...all([0, ...bad], false)]);
});
test('[CM9] a text may hold several lines, but not nothing', () => {
  expect(takes(SaidText, ['First.\n\n- second\tthird', '\u200b\n\u3164', 'half \udc00', '   \n '])).toEqual([true, false, false, false]);
});

test('[CM7] a time lies where people plan and remember', () => {
  const good = [{ ms: 0, precision: 'exact' }, { ms: null, precision: 'unknown' }, '2026-11-28T16:00Z', '2026-11-28'];
  expect(takes(SaidTime, good)).toEqual(all(good, true));
  const bad = [
    '9998-01-01',
    '1969-12-31T23:59Z',
    { ms: Date.UTC(9026, 0), precision: 'day' },
    { ms: 5, precision: 'day', untilMs: Date.UTC(2300, 0) },
    '2026-11-28T16:00',
    5,
    null,
  ];
  expect(takes(SaidTime, bad)).toEqual(all(bad, false));
});
test('[CM8] an instant is milliseconds or a string with its offset; a date alone only where a day is meant', () => {
  expect(SaidInstant.parse('2026-11-28T16:00:00+01:00')).toBe(Date.UTC(2026, 10, 28, 15));
  expect(takes(SaidInstant, ['2026-11-28', '2026-11-28T16:00', 1.5, Date.UTC(2400, 0), 'soon'])).toEqual([false, false, false, false, false]);
  expect(SaidDay.parse('2026-11-28')).toBe(Date.UTC(2026, 10, 28));
});
test('[CM8] the refusal of a time names a form that is taken', () => {
  const asked = { componentId: 'web', name: 'Web', startedOn: 'yesterday', at: '2026-11-28T16:00' };
  const { issues = [] } = COMMAND['define-component'].body.safeParse(asked).error ?? {};
  expect(shapeErrors(issues, asked).map(({ path, detail }) => [path.join('.'), detail])).toEqual([
    ['startedOn', 'must be a time with its offset, such as 2026-11-28T16:00:00+01:00, or UTC milliseconds, or a date such as 2026-11-28'],
    ['at', 'must be a time with its offset, such as 2026-11-28T16:00:00+01:00, or a date such as 2026-11-28'],
  ]);
});

test('[CM10] a share is given where the kind is share, above 0 and up to 1', () => {
  expect(takes(SaidShare, [0.25, 1, 0, -0.1, 1.1])).toEqual([true, true, false, false, false]);
  expect(takes(Said.Audience, [{ kind: 'share', share: 0.2 }, { kind: 'share' }, { kind: 'count' }, { kind: 'everyone' }])).toEqual([true, false, false, true]);
});
test('[CM10] a list holds each id once', () => {
  expect(
    takes(Ids, [
      ['a', 'b'],
      ['a', 'a'],
    ]),
  ).toEqual([true, false]);
});

test('[CM10] a cause is of each class once, and a list holds 100 things at most', () => {
  const cause = { text: null, class: ['deploy'], status: 'known' };
  const many = (length: number) => Array.from({ length }, (_, at) => `link ${at}`);
  const causes = [cause, { ...cause, class: ['deploy', 'deploy'] }, { ...cause, chain: many(100) }, { ...cause, chain: many(101) }];
  expect(takes(Said.Cause, causes)).toEqual([true, false, true, false]);
  expect(
    takes(COMMAND['start-drill'].body, [
      { name: 'Fire', goals: many(100) },
      { name: 'Fire', goals: many(101) },
    ]),
  ).toEqual([true, false]);
  const impact = { componentId: 'web', level: 'major_outage' };
  const impacts = [Array(100).fill(impact), Array(101).fill(impact)];
  expect(
    takes(
      COMMAND['open-incident'].body,
      impacts.map((all) => ({ title: 'Down', impacts: all })),
    ),
  ).toEqual([true, false]);
});

type Check = { _zod: { def: { maximum?: number } } };
const defOf = (schema: unknown) => (schema as { _zod?: { def: Record<string, unknown> } })._zod?.def;
test('[CM9] no command takes a name, a text, an address or a time by the rules of what a log may hold', () => {
  const stored = new Set<unknown>([
    EVENT_DATA['board-named'].shape.name,
    EVENT_DATA['update-posted'].shape.text,
    EVENT_DATA['incident-opened'].shape.startedAt,
    EVENT_DATA['statements-muted'].shape.until,
    STORED_LINK,
  ]);
  const found = Object.entries(COMMAND).flatMap(([type, { body }]) => schemasIn(body, type));
  expect(found.length).toBeGreaterThan(200);
  expect(found.filter(([, schema]) => stored.has(schema)).map(([path]) => path)).toEqual([]);
});
test('[CM10] no list in a command is without an end', () => {
  const lists = Object.entries(COMMAND).flatMap(([type, { body }]) => schemasIn(body, type).filter(([, schema]) => defOf(schema)?.type === 'array'));
  const most = (schema: unknown) => ((defOf(schema)?.checks ?? []) as Check[]).map((check) => check._zod.def.maximum ?? Number.POSITIVE_INFINITY);
  expect(lists.length).toBeGreaterThan(10);
  expect(lists.filter(([, schema]) => !(Math.min(...most(schema)) <= 500)).map(([path]) => path)).toEqual([]);
});
test('[CM9] what an older log holds is still read', () => {
  const cause = { text: null, class: Array(2_000).fill('deploy'), status: 'known', chain: Array(2_000).fill('x') };
  expect(EVENT_DATA['cause-stated'].safeParse({ incidentId: 'a', cause }).success).toBe(true);
  expect(EVENT_DATA['board-named'].safeParse({ name: '\u3164', notice: null }).success).toBe(true);
  expect(
    EVENT_DATA['commitment-changed'].safeParse({ commitmentId: 'c', text: 'x', due: { ms: Date.UTC(9998, 0), precision: 'day' }, owner: null }).success,
  ).toBe(true);
});
