import type { Command } from './command.ts';
import type { Accepted } from './decision.ts';
import type { NewEvent } from './event.ts';
import { statesFacts } from './held-post.ts';
import { isMachine } from './is-machine.ts';
import type { Right } from './rights.ts';
import { lookup } from './state.ts';
import { streamOf } from './stream-of.ts';
import type { World } from './world.ts';

/**
 * What a command needs beyond the right it was let in by (`COMMAND`), which shows only once it is decided. In: the command, what was decided, and the rights of whoever
 * gave it. Out: the right that is missing, or null.
 * - Anything customers get needs `write-public`, at once or after a wait.
 * - Publishing an incident or a note tells what responders wrote, and needs `write-internal` too.
 * - Words for customers alone need nothing else; a note, or phase and levels with the words, need `write-internal`.
 * - Renewing evidence needs what saying it would.
 * - Whoever takes an incident that they open, or what somebody hands over, needs `acknowledge`. A statement in the name of a person needs `write-internal`.
 */
export const rightMissing = (world: World, command: Command, { events, renews }: Accepted, rights: ReadonlySet<Right>): Right | null => {
  const needed = new Set<Right>();
  for (const event of renews === undefined ? events : [renews.says]) for (const right of neededFor(world, command, event, rights)) needed.add(right);
  for (const right of needed) if (!rights.has(right)) return right;
  return null;
};

/** Commands of words, which whoever may only write to customers gives too. */
const WORDS: ReadonlySet<string> = new Set<Command['type']>(['post-update', 'amend-update', 'retract-update']);

/** What responders wrote is published by those who work inside: a publisher writes words of their own. */
const PUBLISHES: ReadonlySet<string> = new Set<Command['type']>(['publish-incident', 'publish-update']);

const neededFor = (world: World, command: Command, event: NewEvent, rights: ReadonlySet<Right>): Right[] => {
  if (event.type === 'update-held') return ['write-public', ...(statesFacts(event.data.post) ? (['write-internal'] as const) : [])];
  if (event.type === 'incident-acknowledged' || event.type === 'suspicion-taken') return ['acknowledge'];
  if (event.type === 'statement-made' && !isMachine(event.data.source.kind)) return ['write-internal', ...publicly(event)];
  if (rights.has('ingest') && isMachinesOwn(world, event)) return [];
  if (PUBLISHES.has(command.type)) return [...publicly(event), 'write-internal'];
  if (!WORDS.has(command.type)) return publicly(event);
  const isWords = event.type.startsWith('update-');
  const isInside = event.scope === 'internal' && event.stream === streamOf(command);
  // A promise of the next update goes with the words, and what was promised to responders is kept by them.
  const isFact = !isWords && event.type !== 'commitment-made' && event.type !== 'commitment-kept';
  return [...publicly(event), ...(isInside || isFact ? (['write-internal'] as const) : [])];
};

const publicly = ({ scope }: NewEvent): Right[] => (scope === 'public' ? ['write-public'] : []);

/** What a machine says goes public because whoever defined the component wants it so, unless the sender asks for it: for those who send in what machines find. */
const isMachinesOwn = ({ board }: World, event: NewEvent): boolean => {
  if (event.type === 'statement-made') return event.data.told !== true;
  if (event.type !== 'statement-withdrawn') return false;
  const known = lookup(board.statements, event.data.statementId);
  return known !== undefined && isMachine(known.source.kind) && known.told !== true;
};
