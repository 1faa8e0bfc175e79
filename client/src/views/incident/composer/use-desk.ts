import type { CommandOf } from '@sitrep/shared/domain/command.ts';
import type { Desk, DeskKind, DeskState, Posted } from '../../../sync/desk.ts';
import { newKey, sendCommand } from '../../../sync/send-command.ts';
import { desksOf } from '../../../sync/use-desk.ts';
import { type Draft, emptyDraft, isBlank, saysTheSame } from './draft.ts';

type Post = CommandOf<'post-update'>;
export type PostDesk = Desk<Draft, Post>;
export type PostDeskState = DeskState<Draft, Post>;
export type PostedUpdate = Posted<Draft, Post>;

const newId = (): string => `upd-${newKey()}`;

/** Posts about an incident. An entry is the one that was sent only if its words and their readers are. */
export const POSTS: DeskKind<Draft, Post> = {
  version: 1,
  empty: () => emptyDraft(newId()),
  anew: (draft) => ({ ...draft, updateId: newId() }),
  idOf: ({ updateId }) => updateId,
  isBlank,
  saysTheSame,
  taken: 'update_exists',
  found: ({ incidentId, updateId, text, scope = 'internal' }, incident, held) => {
    if (incident.id !== incidentId) return null;
    const entry = incident.entries.find(({ id }) => id === updateId);
    if (entry !== undefined) return { isSame: entry.text === text && entry.scope === scope, isHeld: false };
    const waits = held.find(({ id }) => id === updateId);
    if (waits === undefined) return null;
    const { post, returned } = waits;
    return { isSame: post.text === text && (post.scope ?? 'internal') === scope, isHeld: returned === null, isUndone: returned !== null };
  },
};

/** The desk of whoever looks at an incident, by its id; null for those who may not write. */
export const useDesk = desksOf(POSTS, () => sendCommand, ['write-internal', 'write-public']);
