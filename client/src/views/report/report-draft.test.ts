import type { BoardState } from '@sitrep/shared/domain/state.ts';
import { EXAMPLE_BOARD, opened } from '@sitrep/shared/testing/example-board.ts';
import { NOW, play } from '@sitrep/shared/testing/given.ts';
import { worldOf } from '@sitrep/shared/testing/world-of.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readAudience } from '../../ui/command-form/typed-audience.ts';
import { bestOf, componentGroups, findComponents } from './find-components.ts';
import { emptyReport, lacks, type ReportDraft, reportOf, sameAs, titleOf, withCopy } from './report-draft.ts';

type History = Parameters<typeof play>[0];
const boardOf = (history: History): BoardState => worldOf(play(history)).board;
const BOARD = boardOf(EXAMPLE_BOARD);
const draft = (part: Partial<ReportDraft> = {}): ReportDraft => ({
  ...emptyReport('inc-new'),
  seen: 'cannot watch video',
  affected: [{ componentId: 'player', level: 'major_outage' }],
  ...part,
});
const AT = { scope: 'internal', now: NOW, zone: 'UTC' } as const;

test('[VW161] what people see and one component are enough, and each further answer is asked for only once it was begun', () => {
  expect(lacks(draft({ seen: ' ' }), BOARD, NOW, 'UTC')?.question).toBe('seen');
  expect(lacks(draft({ affected: [] }), BOARD, NOW, 'UTC')?.question).toBe('affected');
  expect(lacks(draft(), BOARD, NOW, 'UTC')).toBeNull();
  expect(reportOf(draft(), BOARD, AT)).toEqual({
    drill: null,
    open: {
      type: 'open-incident',
      incidentId: 'inc-new',
      title: 'Customers cannot watch video',
      impacts: [{ componentId: 'player', level: 'major_outage', regions: [], audience: null, what: 'cannot watch video' }],
      scope: 'internal',
    },
  });
  const begun: [Partial<ReportDraft>, string][] = [
    [{ title: ' ' }, 'title'],
    [{ audience: { ...draft().audience, kind: 'share' } }, 'audience'],
    [{ started: { kind: 'at', typed: null, precision: 'minute' } }, 'started'],
    [{ owner: { kind: 'other', name: '' } }, 'owner'],
    [{ due: { at: 'soon' } }, 'due'],
  ];
  for (const [part, question] of begun) expect(lacks(draft(part), BOARD, NOW, 'UTC')?.question).toBe(question);
});

test('[VW161] the title is proposed as the board would say it, and a typed one stays as it is', () => {
  const everyone = { ...draft().audience, kind: 'everyone' } as const;
  expect(titleOf(draft({ audience: everyone }), BOARD)).toBe('Nobody can watch video, anywhere');
  expect(titleOf(draft({ seen: 'requests fail' }), BOARD)).toBe('Player: requests fail');
  expect(titleOf(draft({ seen: 'Nothing plays' }), BOARD)).toBe('Nothing plays');
  expect(titleOf(draft({ seen: 'Live streams drop for some viewers.' }), BOARD)).toBe('Live streams drop for some viewers');
  expect(titleOf(draft({ audience: everyone, title: 'Video is down' }), BOARD)).toBe('Video is down');
  expect(titleOf(draft({ seen: '' }), BOARD)).toBe('');
  expect(titleOf(draft({ seen: 'x'.repeat(300), affected: [{ componentId: 'billing', level: 'unknown' }] }), BOARD).length).toBeLessThanOrEqual(300);
});

test('[VW166] everything that was answered goes out as one command: of what people see the components that are hurt most', () => {
  const { open } = reportOf(
    draft({
      affected: [
        { componentId: 'player', level: 'partial_outage' },
        { componentId: 'billing', level: 'degraded_performance' },
      ],
      audience: { ...draft().audience, kind: 'region', regions: ['europe'], words: 'those on ingest-2' },
      started: { kind: 'at', typed: { text: '09:26', zone: 'UTC', at: NOW }, precision: 'approximate' },
      owner: { kind: 'other', name: ' Bo ' },
      due: { in: 15 },
      text: 'We are looking.',
    }),
    BOARD,
    { ...AT, scope: 'public' },
  );
  const audience = { kind: 'predicate', words: 'those on ingest-2' };
  expect(open).toMatchObject({
    scope: 'public',
    startedAt: { ms: Date.UTC(2026, 5, 3, 9, 26), precision: 'approximate' },
    commander: 'Bo',
    text: 'We are looking.',
    nextUpdateDue: { precision: 'minute' },
    impacts: [
      { componentId: 'player', regions: ['europe'], audience, what: 'cannot watch video' },
      { componentId: 'billing', regions: ['europe'], audience, what: null },
    ],
  });
  expect(open.nextUpdateDue?.ms).toBeGreaterThanOrEqual(NOW + 15 * 60_000);
  expect(reportOf(draft({ owner: { kind: 'me', name: '' } }), BOARD, AT).open.acknowledged).toBe(true);
  expect(reportOf(draft({ started: { kind: 'at', typed: { text: '09:26', zone: 'UTC', at: NOW }, precision: 'hour' } }), BOARD, AT).open.startedAt).toEqual({
    ms: Date.UTC(2026, 5, 3, 9),
    precision: 'hour',
  });
  // Chosen at nine, it still means five minutes before that.
  expect(reportOf(draft({ started: { kind: 'ago', minutes: 5, at: NOW - 600_000 } }), BOARD, AT).open.startedAt?.ms).toBe(
    Math.floor((NOW - 900_000) / 60_000) * 60_000,
  );
});

test('[VW166] an exercise begins with its incident, or the incident becomes part of the one that runs', () => {
  const exercise = draft({ exercise: true });
  expect(reportOf(exercise, BOARD, AT)).toMatchObject({ drill: { type: 'start-drill', drillId: 'drl-new' }, open: { drill: 'drl-new' } });
  expect(reportOf(exercise, BOARD, AT).open).not.toHaveProperty('scope');
  const running = boardOf([...EXAMPLE_BOARD, { type: 'start-drill', drillId: 'd', name: 'Fire' }]);
  expect(reportOf(exercise, running, AT)).toMatchObject({ drill: null, open: { drill: 'd' } });
});

test.each([
  [{ kind: 'unknown' }, { audience: null, regions: [] }],
  [{ kind: 'everyone' }, { audience: { kind: 'everyone' }, regions: [] }],
  [
    { kind: 'share', share: '12,5 %' },
    { audience: { kind: 'share', share: 0.125, estimate: true }, regions: [] },
  ],
  [
    { kind: 'share', share: '7', isEstimate: false },
    { audience: { kind: 'share', share: 0.07 }, regions: [] },
  ],
  [
    { kind: 'count', count: '4,200', of: 'sites' },
    { audience: { kind: 'count', count: 4200, of: 'sites', estimate: true }, regions: [] },
  ],
  [
    { kind: 'region', regions: ['europe'] },
    { audience: null, regions: ['europe'] },
  ],
  [
    { kind: 'predicate', words: ' those who upload ' },
    { audience: { kind: 'predicate', words: 'those who upload' }, regions: [] },
  ],
] as const)('[VW166] who is hit reads as it was typed: %o', (typed, read) => {
  expect(readAudience({ ...draft().audience, ...typed })).toEqual(read);
});
test.each([
  { kind: 'share', share: '0' },
  { kind: 'share', share: '101' },
  { kind: 'count', count: 'many' },
  { kind: 'region' },
  { kind: 'predicate' },
] as const)('[VW166] and says what is missing: %o', (typed) => expect(readAudience({ ...draft().audience, ...typed })).toHaveProperty('wrong'));

test('[VW162] whatever is typed, it marks components where their names say it, moves none, and takes first what begins with it', () => {
  const named = ['VOD delivery', 'Live delivery', 'Player assets', 'Live ingest', 'Transcoding', 'Storage'];
  const board = boardOf([
    { type: 'define-group', groupId: 'video', name: 'Video', position: 1 },
    ...named.map((name, position) => ({
      type: 'define-component' as const,
      componentId: `c-${position}`,
      name,
      position,
      ...(position % 2 === 0 ? { groupId: 'video' } : {}),
    })),
  ]);
  const groups = componentGroups(board);
  expect(groups.map(({ name, components }) => [name, components.map((one) => one.name)])).toEqual([
    ['Video', ['VOD delivery', 'Player assets', 'Transcoding']],
    [null, ['Live delivery', 'Live ingest', 'Storage']],
  ]);
  const taken = (typed: string, ...ids: string[]) => bestOf(groups, findComponents(groups, typed), new Set(ids))?.name;
  expect([taken('live'), taken('live', 'c-1'), taken('live', 'c-1', 'c-3'), taken('DELIVERY'), taken('deli liv'), taken('video'), taken('nothing')]).toEqual([
    'Live delivery',
    'Live ingest',
    'VOD delivery',
    'VOD delivery',
    'Live delivery',
    'VOD delivery',
    undefined,
  ]);
  const letters = fc.string({ unit: fc.constantFrom(...'live dTSİo'), maxLength: 8 });
  fc.assert(
    fc.property(letters, (typed) => {
      const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
      for (const [id, { marks }] of findComponents(groups, typed)) {
        const name = board.components[id]?.name ?? '';
        for (const [from, until] of marks) expect(words).toContain(name.slice(from, until).toLowerCase());
        expect(marks.flat()).toEqual(marks.flat().toSorted((a, b) => a - b));
      }
    }),
  );
});

test('[VW163] an open incident on a chosen component is offered before another is reported, until it is said not to be the same', () => {
  const board = boardOf([...EXAMPLE_BOARD, opened({ impacts: [{ componentId: 'player', level: 'partial_outage' }] })]);
  expect(lacks(draft(), board, NOW, 'UTC')?.question).toBe('same');
  expect(sameAs(draft(), board).map(({ id }) => id)).toEqual(['inc-a']);
  expect(lacks(draft({ apart: ['inc-a'] }), board, NOW, 'UTC')).toBeNull();
  expect(lacks(draft({ affected: [{ componentId: 'billing', level: 'unknown' }] }), board, NOW, 'UTC')).toBeNull();
  expect(lacks(draft({ exercise: true }), board, NOW, 'UTC')).toBeNull();
});

test('[VW167] a copy fills what is empty and replaces nothing', () => {
  const world = worldOf(
    play([
      ...EXAMPLE_BOARD,
      opened({
        title: 'The player stalls',
        scope: 'public',
        text: 'We are looking into it.',
        impacts: [{ componentId: 'player', level: 'partial_outage', what: 'Videos stall' }],
      }),
      { type: 'post-update', incidentId: 'inc-a', text: 'A note.' },
    ]),
  );
  const earlier = world.incident('inc-a');
  if (earlier === undefined) throw new Error('no incident');
  expect(withCopy(emptyReport('inc-new'), earlier, BOARD)).toMatchObject({
    seen: 'Videos stall',
    title: 'The player stalls',
    affected: [{ componentId: 'player', level: 'partial_outage' }],
    text: 'We are looking into it.',
  });
  const typed = draft({ text: 'Mine', affected: [{ componentId: 'player', level: 'unknown' }] });
  expect(withCopy(typed, earlier, BOARD)).toEqual(typed);
  // What is retired by now is not hurt again.
  expect(withCopy(emptyReport('inc-new'), earlier, boardOf([EXAMPLE_BOARD[0] as History[number]])).affected).toEqual([]);
});
