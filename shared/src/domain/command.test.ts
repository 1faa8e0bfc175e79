import { expect, test } from 'vitest';
import { EXAMPLE_BOARD } from '../testing/example-board.ts';
import { contextAt, NOW, play } from '../testing/given.ts';
import { worldOf } from '../testing/world-of.ts';
import type { Command, CommandType } from './command.ts';
import { COMMAND } from './command.ts';
import { decide } from './decide.ts';
import { isRejection } from './decision.ts';
import { needsVersion, streamOf } from './stream-of.ts';

const all = Object.entries(COMMAND);

test('[CM1] a body refuses fields it does not know', () => {
  for (const [type, { body }] of all) {
    const { issues = [] } = body.safeParse({ smuggled: true }).error ?? {};
    expect([type, issues.some((issue) => issue.code === 'unrecognized_keys')]).toEqual([type, true]);
  }
});
test('[CM2] no two commands share an address, and every path parameter is a field of the body', () => {
  const addresses = all.flatMap(([, { http }]) => (http === null ? [] : [http]));
  expect(new Set(addresses).size).toBe(addresses.length);
  for (const [, { http, body }] of all) for (const [, name] of http?.matchAll(/:(\w+)/g) ?? []) expect(Object.keys(body.shape)).toContain(name);
});
test('[CM3] exactly the commands of the system have no address', () => {
  for (const [type, { http, needs }] of all) expect([type, http === null]).toEqual([type, needs === null]);
});

const FIELDS = {
  incidentId: 'inc-a',
  componentId: 'player',
  statementId: 's',
  muteId: 'm',
  commitmentId: 'c',
  maintenanceId: 'w',
  suspicionId: 'sus',
  handoverId: 'hov',
  templateId: 't',
  drillId: 'd',
  regionId: 'r',
  groupId: 'g',
  personId: 'p',
};
const bare = (type: string): Command =>
  ({ type, ...Object.fromEntries(Object.entries(FIELDS).filter(([key]) => key in COMMAND[type as CommandType].body.shape)) }) as Command;

test('[CM4] every command names the stream it is about, but for one whose id is still to be made and the one that names an event', () => {
  const naming = all.filter(([type]) => type !== 'redact-text' && type !== 'record-sighting' && type !== 'offer-handover');
  for (const [type] of naming)
    expect(streamOf(bare(type))).toMatch(
      /^(board|evidence|(person|region|group|component|statement|mute|incident|commitment|maintenance|suspicion|handover|template|drill):.+)$/,
    );
  expect(streamOf({ type: 'open-incident', title: 'Playback fails' })).toBeNull();
  expect(streamOf({ type: 'record-sighting', componentId: 'player', words: 'It stops' })).toBeNull();
  expect(streamOf({ type: 'redact-text', eventId: 'e1', reason: 'A name' })).toBeNull();
});
test('[CM5] the first event of a decision is in the stream its command names', () => {
  const steps: Command[] = [
    ...EXAMPLE_BOARD,
    { type: 'start-drill', drillId: 'd', name: 'Friday' },
    { type: 'open-incident', incidentId: 'inc-a', title: 'Playback fails' },
    { type: 'post-update', incidentId: 'inc-a', text: 'Looking.' },
    { type: 'make-commitment', commitmentId: 'c', kind: 'action', text: 'More disks', incidentId: 'inc-a' },
  ];
  for (const [index, command] of steps.entries()) {
    const decision = decide(worldOf(play(steps.slice(0, index))), command, contextAt(NOW));
    if (isRejection(decision)) throw new Error(decision.reason);
    expect(decision.events[0]?.stream).toBe(streamOf(command));
  }
});
test('[CM6] a plain update needs no version; one with a fact does, as all that depends on the state before', () => {
  expect(needsVersion({ type: 'post-update', incidentId: 'inc-a', text: 'Looking.' })).toBe(false);
  const facts = [
    { phase: 'resolved' },
    { expectedPhase: 'identified' },
    { ended: ['imp-a'] },
    { impacts: [{ componentId: 'player', level: 'unknown' }] },
  ] as const;
  for (const fact of facts) expect(needsVersion({ type: 'post-update', incidentId: 'inc-a', text: 'Looking.', ...fact } as Command)).toBe(true);
  const dependent = [
    'change-phase',
    'resolve-incident',
    'reopen-incident',
    'publish-incident',
    'acknowledge-incident',
    'keep-commitment',
    'drop-commitment',
    'end-mute',
    'amend-update',
  ];
  for (const type of dependent) expect(needsVersion(bare(type))).toBe(true);
});
