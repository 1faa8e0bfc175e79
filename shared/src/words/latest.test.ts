import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { fold } from '../domain/evolve.ts';
import type { News } from '../domain/state.ts';
import { arbitraryLog } from '../testing/arbitrary-event.ts';
import { latestSentence, latestWords } from './latest.ts';
import { readText } from './read-text.ts';

const said = (text: string, cut = false): News => ({ kind: 'update-posted', params: { as: 'note', text, cut } });

const PLAYER = { component: 'Player', group: null, id: null };
const SENTENCES: readonly (readonly [News, string])[] = [
  [{ kind: 'incident-opened', params: { title: 'Playback fails' } }, 'New incident: Playback fails'],
  [{ kind: 'incident-published', params: { title: 'Playback fails' } }, 'Published: Playback fails'],
  [{ kind: 'incident-retitled', params: { title: 'Playback fails' } }, 'Now called: Playback fails'],
  [{ kind: 'times-corrected', params: { title: 'Playback fails' } }, 'Times corrected: Playback fails'],
  [{ kind: 'incident-acknowledged', params: { by: 'Ana', title: 'Playback fails' } }, 'Ana has it: Playback fails'],
  [{ kind: 'phase-changed', params: { phase: 'monitoring', title: 'Playback fails' } }, 'Monitoring: Playback fails'],
  [{ kind: 'incident-resolved', params: { title: 'Playback fails' } }, 'Resolved: Playback fails'],
  [{ kind: 'incident-reopened', params: { title: 'Playback fails' } }, 'Reopened: Playback fails'],
  [{ kind: 'commander-assigned', params: { person: 'Bo', title: 'Playback fails' } }, 'Bo is commander: Playback fails'],
  [{ kind: 'commander-assigned', params: { person: null, title: 'Playback fails' } }, 'No commander: Playback fails'],
  [{ kind: 'impact-stated', params: { ...PLAYER, level: 'major_outage', notAffected: false } }, 'Player: Major outage'],
  [{ kind: 'impact-stated', params: { ...PLAYER, level: 'operational', notAffected: true } }, 'Player: Not affected'],
  [{ kind: 'impact-ended', params: { ...PLAYER, level: 'partial_outage' } }, 'Player: Partial outage is over'],
  [{ kind: 'impact-ended', params: { component: 'Player', group: 'Web', id: null, level: 'partial_outage' } }, 'Player (Web): Partial outage is over'],
  [
    { kind: 'statement-expired', params: { component: 'Player', group: 'Web', id: 'player-2', source: 'Probe' } },
    'Player (Web), player-2: nothing fresh from Probe',
  ],
  [said('**Half** of them'), 'Note: Half of them'],
  [{ kind: 'update-posted', params: { as: 'alert', text: 'Disk full', cut: false } }, 'Alert: Disk full'],
  [{ kind: 'update-amended', params: { as: 'update', text: 'A *third* of them', cut: false } }, 'Update corrected: A third of them'],
  [{ kind: 'update-retracted', params: { as: 'update', title: 'Playback fails' } }, 'Update retracted: Playback fails'],
  [{ kind: 'update-shown-in-error', params: { title: 'Playback fails' } }, 'Published in error: Playback fails'],
  [{ kind: 'guidance-given', params: { guidance: 'customer_action', text: 'Sign in again', cut: false } }, 'Customer action: Sign in again'],
  [{ kind: 'cause-stated', params: { status: 'ruled_out', because: { text: 'The deploy', cut: false } } }, 'Cause ruled out: The deploy'],
  [{ kind: 'cause-stated', params: { status: 'suspected', because: null } }, 'Cause suspected'],
  [{ kind: 'commitment-made', params: { promise: 'Bigger disks' } }, 'Promised: Bigger disks'],
  [{ kind: 'commitment-kept', params: { promise: 'Bigger disks' } }, 'Kept: Bigger disks'],
  [{ kind: 'commitment-overdue', params: { promise: null } }, 'Late: next update'],
  [{ kind: 'commitment-dropped', params: { promise: 'Bigger disks' } }, 'Dropped: Bigger disks'],
  [{ kind: 'maintenance-scheduled', params: { title: 'Disks' } }, 'Planned work: Disks'],
  [{ kind: 'maintenance-rescheduled', params: { title: 'Disks' } }, 'Planned work moved: Disks'],
  [{ kind: 'maintenance-overran', params: { phase: 'verifying', title: 'Disks' } }, 'Planned work takes longer than announced: Disks'],
  [{ kind: 'maintenance-overran', params: { phase: 'scheduled', title: 'Disks' } }, 'Planned work not started: Disks'],
  [{ kind: 'maintenance-phase-changed', params: { phase: 'in_progress', title: 'Disks' } }, 'Planned work in progress: Disks'],
  [{ kind: 'statement-made', params: { ...PLAYER, level: 'unknown', source: 'Probe' } }, 'Player: Unknown (Probe)'],
  [{ kind: 'statement-expired', params: { ...PLAYER, source: 'Probe' } }, 'Player: nothing fresh from Probe'],
  [{ kind: 'evidence-lost', params: { subjects: [PLAYER], count: 1, source: 'Probe' } }, 'Player: nothing fresh from Probe'],
  [
    { kind: 'evidence-lost', params: { subjects: [PLAYER, { ...PLAYER, component: 'Live' }], count: 14, source: null } },
    'Player, Live and 12 more: nothing fresh from their checks',
  ],
  [{ kind: 'sighting-recorded', params: { ...PLAYER, words: 'It stops', ticket: 'SUP-8' } }, 'Customer report, Player: “It stops” SUP-8'],
  [{ kind: 'suspicion-raised', params: { ...PLAYER, count: 3 } }, 'Suspected: 3 reports of trouble, Player'],
  [{ kind: 'suspicion-taken', params: { ...PLAYER, by: 'Bo' } }, 'Bo looks into it: Player, suspected'],
  [{ kind: 'suspicion-left', params: PLAYER }, 'Nobody looks into it any more: Player, suspected'],
  [{ kind: 'handover-offered', params: { by: 'Ana' } }, 'Hand-over: Ana goes, and nobody has taken over yet'],
  [{ kind: 'handover-ended', params: { by: 'Ana', outcome: 'accepted', to: 'Bo' } }, 'Hand-over: Bo took over from Ana'],
  [{ kind: 'handover-ended', params: { by: 'Ana', outcome: 'lapsed', to: null } }, 'Hand-over: nobody took over from Ana'],
  [{ kind: 'acknowledgement-lapsed', params: { title: 'Playback fails' } }, 'Nobody has it any more: Playback fails'],
  [{ kind: 'suspicion-ended', params: { ...PLAYER, outcome: 'dismissed', reason: 'An old player' } }, 'Player, nothing wrong: An old player'],
  [{ kind: 'suspicion-ended', params: { ...PLAYER, outcome: 'lapsed', reason: null } }, 'Player, no longer suspected'],
  [{ kind: 'drill-started', params: { title: 'Friday' } }, 'Exercise started: Friday'],
];
test.each(SENTENCES)('[WD3] $kind is one plain sentence', (news, sentence) => {
  expect(latestSentence(news, readText)).toBe(sentence);
});

test('[WD3] a name or a title is plain text: what looks like a mark in it stands', () => {
  const title = '`queue<limit` and __init__ fail, 2 * 3 times';
  expect(latestWords({ kind: 'incident-opened', params: { title } }, readText)).toEqual({ lead: 'New incident', rest: title });
});

test('[WD3] a text that was cut says so, however little of it is seen', () => {
  expect(latestSentence(said('Soon', true), readText)).toBe('Note: Soon…');
});

test('[WD3] news of a kind this build does not know is one line, never an error', () => {
  for (const news of [{ kind: 'moon-phase-noted', params: { moon: 'full' } }, { words: 'Resolved: of an older build' }])
    expect(latestSentence(news as unknown as News, readText)).toBe('News that this version of the page cannot show');
});

test('[WD3] any log gives sentences of one line and at most 140 characters, and every kind is known', () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(arbitraryLog(), (log) => {
      for (const line of fold(log).latest) {
        const sentence = latestSentence(line, readText);
        seen.add(line.kind);
        expect([...sentence].length).toBeLessThanOrEqual(140);
        expect(sentence).not.toMatch(/[\n\r]|^News that|undefined/);
      }
    }),
    { numRuns: 200, seed: 3 },
  );
  expect(seen.size).toBeGreaterThan(20);
});
