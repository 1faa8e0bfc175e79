import { expect, test } from 'vitest';
import { PUBLISHED } from '../testing/example-board.ts';
import { play } from '../testing/given.ts';
import { incidentsOf } from '../testing/world-of.ts';
import type { Command } from './command.ts';
import type { Event } from './event.ts';
import { EVENT_DATA } from './event.ts';
import { REMOVED, redactions } from './redaction.ts';

const on = { incidentId: 'inc-a', updateId: 'upd-a' } as const;
const NAMED = 'The customer Acme lost forty of its videos.';
const HISTORY: Command[] = [
  ...PUBLISHED,
  { type: 'post-update', ...on, text: NAMED },
  { type: 'post-update', incidentId: 'inc-a', updateId: 'upd-b', text: 'Another word.' },
  { type: 'amend-update', ...on, text: 'Acme lost many of its newer videos.', reason: 'Acme counted again' },
  { type: 'publish-update', ...on, text: 'One customer, Acme, lost videos.' },
  { type: 'state-cause', incidentId: 'inc-a', cause: { text: `What we know: ${NAMED}`, class: ['storage'], status: 'suspected' } },
  { type: 'resolve-incident', incidentId: 'inc-a', scope: 'public' },
  { type: 'reopen-incident', incidentId: 'inc-a' },
];
const stored = play(HISTORY).map((event, index) => ({ seq: index + 1, event }));
const erased = redactions(stored, 'upd-a');
const after = stored.map(({ seq, event }) => ({ ...event, data: erased.find((redaction) => redaction.seq === seq)?.replacement ?? event.data }) as Event);

test('[EV32] redacting an update leaves none of its texts, nor its copies, in any event or in the fold', () => {
  const folded = JSON.stringify([...incidentsOf(after).values()]);
  for (const text of [JSON.stringify(after), folded]) expect(text).not.toMatch(/Acme/);
  expect(folded).toContain(REMOVED);
});
test('[EV32] a text that grew by an amendment is erased whole where it was copied', () => {
  const log = play([
    ...PUBLISHED,
    { type: 'post-update', ...on, text: NAMED },
    { type: 'amend-update', ...on, text: `${NAMED} So did Globex.` },
    { type: 'give-guidance', incidentId: 'inc-a', guidance: { kind: 'workaround', text: `${NAMED} So did Globex.` } },
  ]);
  const left = redactions(
    log.map((event, index) => ({ seq: index + 1, event })),
    'upd-a',
  );
  expect(left).toHaveLength(3);
  expect(JSON.stringify(left)).not.toMatch(/Acme|Globex/);
});
test('[EV33] redacting touches no other event, and what it leaves is valid', () => {
  expect(erased.map(({ seq }) => stored[seq - 1]?.event.type)).toEqual([
    'update-posted',
    'update-amended',
    'update-published',
    'cause-stated',
    'incident-reopened',
  ]);
  for (const { type, data } of after) EVENT_DATA[type].parse(data);
  expect(redactions(stored, 'upd-z')).toEqual([]);
});
test('[EV34] a short text is erased where it was said, and not looked for elsewhere', () => {
  const log = play([
    ...PUBLISHED,
    { type: 'post-update', ...on, text: 'Fixed.' },
    { type: 'post-update', incidentId: 'inc-a', updateId: 'upd-b', text: 'Fixed.' },
  ]);
  const found = redactions(
    log.map((event, index) => ({ seq: index + 1, event })),
    'upd-a',
  );
  expect(found.map(({ replacement }) => replacement)).toEqual([{ ...on, kind: 'update', text: REMOVED }]);
});
