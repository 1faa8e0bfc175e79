import { NOW } from '@sitrep/shared/testing/given.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Draft, emptyDraft, isOvertaken, readDue, typedDue, withLevels, withoutFacts, withPhase, withText } from './draft.ts';

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
    expect(isOvertaken(held, { phase: 'resolved' })).toBe(true);
    expect(isOvertaken(held, { phase: 'identified' })).toBe(false);
    expect(isOvertaken(withoutFacts(held), { phase: 'resolved' })).toBe(false);
  }
});
