import type { Incident } from '@sitrep/shared/domain/state.ts';
import { PUBLISHED } from '@sitrep/shared/testing/example-board.ts';
import { NOW, play } from '@sitrep/shared/testing/given.ts';
import { worldOf } from '@sitrep/shared/testing/world-of.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readDue, typedDue } from '../../../ui/command-form/due.ts';
import { type Draft, emptyDraft, holdsUnsent, isBlank, lacks, postOf, withLevels, withoutFacts, withPhase, withText } from './draft.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const LEVEL = { impactId: 'imp-a', componentId: 'player', level: 'major_outage' } as const;
const EDITS: readonly ((draft: Draft) => Draft)[] = [
  (draft) => withText(draft, `${draft.text}a`),
  (draft) => withPhase(draft, 'monitoring', 'investigating'),
  (draft) => withPhase(draft, 'investigating', 'investigating'),
  (draft) => withLevels(draft, [...draft.levels, LEVEL]),
  (draft) => withLevels(draft, []),
  (draft) => ({ ...draft, due: { in: 15 } }),
  (draft) => ({ ...draft, factScope: 'public' }),
  withoutFacts,
];

test('[VW153] “Tell customers” holds for the phase and levels it was said of, whatever was changed in whichever order', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(EDITS.length - 1), { maxLength: 12 }), (picks) => {
      let draft = emptyDraft('upd-1');
      let answered: Draft | null = null;
      for (const pick of picks) {
        const next = EDITS[pick]?.(draft) ?? draft;
        if (next.factScope !== null && (draft.factScope === null || pick === EDITS.length - 2)) answered = next;
        draft = next;
        if (draft.factScope !== null) expect([draft.phase, draft.levels]).toEqual([answered?.phase, answered?.levels]);
      }
    }),
    { numRuns: 200, seed: 11 },
  );
});

test('[VW153] a due time keeps the zone and the day it was typed with', () => {
  // 10:00 in UTC is 19:00 in Tokyo.
  const due = typedDue('23:50', 'Asia/Tokyo', NOW);
  const read = readDue(due, NOW, 'UTC');
  expect(read).toMatchObject({ kind: 'time', time: { precision: 'minute' } });
  const ms = read?.kind === 'time' ? read.time.ms : 0;
  expect(new Date(ms + 9 * HOUR).toISOString().slice(11, 16)).toBe('23:50');
  expect(readDue(due, ms - 1, 'America/New_York')).toEqual(read);
  expect(readDue(due, ms + 1, 'Asia/Tokyo')).toMatchObject({ kind: 'wrong' });
  expect(readDue(due, NOW + 2 * DAY, 'UTC')).toMatchObject({ kind: 'wrong' });
});

test('[VW153] a due time of a draft of an earlier version is read as it stands', () => {
  const at = new Date(NOW + HOUR).toISOString().slice(11, 16);
  expect(readDue({ at }, NOW, 'UTC')).toMatchObject({ kind: 'time', time: { ms: NOW + HOUR - (NOW % 60_000) } });
});

test('[VW154] only words can be sent to a resolved incident', () => {
  const draft = { ...emptyDraft('upd-1'), text: 'a' };
  for (const held of [withPhase(draft, 'monitoring', 'investigating'), withLevels(draft, [LEVEL]), { ...draft, due: { in: 15 } }]) {
    expect(holdsUnsent(held, { phase: 'resolved' })).toBe(true);
    expect(holdsUnsent(held, { phase: 'identified' })).toBe(false);
    expect(holdsUnsent(withoutFacts(held), { phase: 'resolved' })).toBe(false);
  }
});

test('[VW175] what happened earlier is sent as a fact at its time, by its words alone, whenever it is sent', () => {
  const incident = worldOf(play(PUBLISHED)).incident('inc-a') as Incident;
  const happened = { text: '06:42', zone: 'Asia/Tokyo', at: NOW };
  const draft = { ...withText(emptyDraft('upd-1'), 'Infrastructure called.'), happened };
  const at = { ms: Date.UTC(2026, 5, 2, 21, 42), precision: 'minute' };
  const words = { type: 'post-update', incidentId: 'inc-a', updateId: 'upd-1', scope: 'internal', text: 'Infrastructure called.' };
  for (const now of [NOW, NOW + 3 * DAY]) expect(postOf(draft, incident, now, 'UTC')).toEqual({ ...words, kind: 'fact', at });
  expect(postOf({ ...draft, happened: null }, incident, NOW, 'UTC')).toEqual(words);
});

test('[VW175] a time that is none is not sent, nor anything that only changes now, and an empty field is no draft', () => {
  const incident = worldOf(play(PUBLISHED)).incident('inc-a') as Incident;
  const pinned = (text: string): Draft => ({ ...withText(emptyDraft('upd-1'), 'Infrastructure called.'), happened: { text, zone: 'UTC', at: NOW } });
  for (const text of ['', 'now', 'soon', '21:10']) expect([text, lacks(pinned(text), incident, NOW, 'UTC')]).toEqual([text, 'Say when it happened.']);
  expect(lacks(pinned('06:42'), incident, NOW, 'UTC')).toBeNull();
  for (const held of [
    withPhase(pinned('06:42'), 'monitoring', 'investigating'),
    withLevels(pinned('06:42'), [LEVEL]),
    { ...pinned('06:42'), due: { in: 15 } },
  ]) {
    expect(lacks(held, incident, NOW, 'UTC')).toBe('Take off what is not sent.');
    expect(postOf(held, incident, NOW, 'UTC')).toEqual(postOf(pinned('06:42'), incident, NOW, 'UTC'));
  }
  expect([isBlank({ ...pinned(''), text: '' }), isBlank({ ...pinned('06'), text: '' })]).toEqual([true, false]);
});
