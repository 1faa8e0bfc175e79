import type { Command, CommandOf } from '../domain/command.ts';

/** A small board: a public component and an internal one. */
export const EXAMPLE_BOARD: Command[] = [
  { type: 'name-board', name: 'Example Video' },
  { type: 'define-region', regionId: 'europe', name: 'Europe' },
  { type: 'define-group', groupId: 'media', name: 'Media' },
  { type: 'define-component', componentId: 'player', name: 'Player', evidence: 'measured', scope: 'public' },
  { type: 'define-component', componentId: 'billing', name: 'Billing' },
];

export const opened = (rest: Partial<CommandOf<'open-incident'>> = {}): Command => ({
  type: 'open-incident',
  incidentId: 'inc-a',
  title: 'Playback fails',
  ...rest,
});
export const OPENED: Command[] = [...EXAMPLE_BOARD, opened({ impacts: [{ impactId: 'imp-a', componentId: 'player', level: 'partial_outage' }] })];
export const PUBLISHED: Command[] = [...OPENED, { type: 'publish-incident', incidentId: 'inc-a' }];
export const RESOLVED: Command[] = [...PUBLISHED, { type: 'resolve-incident', incidentId: 'inc-a', scope: 'public' }];
