import { expect, test } from 'vitest';
import { play } from '../testing/given.ts';
import type { Command } from './command.ts';
import { linkedBy } from './linked-by.ts';

const link = (incidentId: string) => ({ kind: 'follows' as const, incidentId, commitmentId: null, words: null, inferred: false });
test('[VW8] an event links to other incidents where it says so, or publishes it', () => {
  const commands: Command[] = [
    { type: 'open-incident', incidentId: 'inc-a', title: 'Playback fails', scope: 'public' },
    { type: 'open-incident', incidentId: 'inc-b', title: 'Playback fails again' },
    { type: 'link-incident', incidentId: 'inc-b', link: link('inc-a') },
    { type: 'publish-incident', incidentId: 'inc-b', include: ['links'] },
    { type: 'post-update', incidentId: 'inc-b', text: 'inc-a again' },
  ];
  expect(play(commands).map((event) => [event.type, linkedBy(event)])).toEqual([
    ['incident-opened', []],
    ['incident-opened', []],
    ['incident-linked', ['inc-a']],
    ['incident-published', ['inc-a']],
    ['update-posted', []],
  ]);
});
