import { expect, test } from 'vitest';
import type { Command } from '../domain/command.ts';
import { EXAMPLE_BOARD, opened } from '../testing/example-board.ts';
import { NOW, play } from '../testing/given.ts';
import { worldOf } from '../testing/world-of.ts';
import { handoverSheet } from './handover-sheet.ts';

const HOUR = 3_600_000;
const at = (ms: number) => ({ ms, precision: 'exact' }) as const;
const START = NOW - 6 * HOUR;
const work = (maintenanceId: string, from: number): Command => ({
  type: 'schedule-maintenance',
  maintenanceId,
  title: maintenanceId,
  componentIds: ['player'],
  from: at(from),
  until: at(from + HOUR),
});
const promise = (commitmentId: string, due: number): Command => ({ type: 'make-commitment', commitmentId, kind: 'action', text: commitmentId, due: at(due) });

test('[QU121] a hand-over lists what is open, suspected, muted, late, due and planned within twelve hours, and what ended and was told since', () => {
  const board = worldOf(
    play([
      ...EXAMPLE_BOARD,
      opened({ incidentId: 'over', title: 'Was', scope: 'public', impacts: [{ componentId: 'player', level: 'partial_outage' }] }),
      { type: 'post-update', incidentId: 'over', scope: 'public', text: 'We look.' },
      { type: 'post-update', incidentId: 'over', text: 'A disk.' },
      { type: 'resolve-incident', incidentId: 'over', scope: 'public' },
      opened({ incidentId: 'open', title: 'Is', impacts: [{ componentId: 'billing', level: 'partial_outage' }] }),
      { type: 'acknowledge-incident', incidentId: 'open' },
      ...['one', 'two', 'three'].map((words): Command => ({ type: 'record-sighting', componentId: 'player', words })),
      { type: 'make-statement', statementId: 's', componentId: 'player', level: 'partial_outage', source: { kind: 'check', name: 'Probe' } },
      { type: 'mute-statements', muteId: 'm', statementIds: ['s'], until: NOW - 3 * HOUR, reason: 'The host moves' },
      promise('late', START + 20 * 60_000),
      promise('soon', NOW + 11 * HOUR),
      promise('far', NOW + 13 * HOUR),
      work('today', NOW + 11 * HOUR),
      work('next-week', NOW + 100 * HOUR),
      { type: 'start-drill', drillId: 'd', name: 'Fire' },
      opened({ incidentId: 'drilled', drill: 'd' }),
    ]),
  ).board;
  const sheet = handoverSheet(board, { since: START, now: NOW });
  expect({
    open: sheet.open.map(({ id }) => id),
    suspected: sheet.suspected.map(({ suspicion }) => suspicion.componentId),
    over: sheet.over.map(({ id }) => id),
    told: sheet.told.map(({ entry }) => entry.text),
    due: sheet.due.map(({ commitment, overdue }) => [commitment.id, overdue]),
    work: sheet.work.map(({ id }) => id),
    mutes: sheet.mutes.map(({ id }) => id),
  }).toEqual({
    open: ['open'],
    suspected: ['player'],
    over: ['over'],
    told: ['We look.'],
    due: [
      ['late', true],
      ['soon', false],
    ],
    work: ['today'],
    mutes: ['m'],
  });
  const later = handoverSheet(board, { since: NOW, now: NOW });
  expect([later.over, later.told]).toEqual([[], []]);
});
