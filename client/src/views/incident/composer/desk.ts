import type { CommandOf } from '@sitrep/shared/domain/command.ts';
import type { HeldUpdate, Incident } from '@sitrep/shared/domain/state.ts';
import { isShutOut, type Problem } from '../../../sync/api.ts';
import { forgetDraft, keepDraft, readDraft } from '../../../sync/kept-drafts.ts';
import { newKey, type sendCommand } from '../../../sync/send-command.ts';
import { type Draft, emptyDraft, isBlank, saysTheSame } from './draft.ts';

/** A draft that was sent. It is sent again under the same key, as the same command, until somebody knows what became of it. */
export interface Posted {
  readonly key: string;
  readonly command: CommandOf<'post-update'>;
  /** The draft it was made of. */
  readonly draft: Draft;
  /** When it was first sent, UTC ms. */
  readonly at: number;
  /** `unanswered`: it may be recorded or not. `accepted`: it is, and its entry is on its way to the screen. */
  readonly state: 'sending' | 'unanswered' | 'accepted';
}

/** All that is on one person's desk about one incident. */
export interface DeskState {
  readonly draft: Draft;
  readonly posted: Posted | null;
  /** Why the last attempt was not accepted, or not answered. */
  readonly problem: Problem | null;
  /** What was sent before the draft changed is recorded after all. */
  readonly isEarlierRecorded: boolean;
  /** The last thing that was done, to be announced. */
  readonly done: 'published' | 'held' | 'saved' | null;
  /** When the draft was last stored in this browser, UTC ms; null when there is nothing to store, `failed` when the browser did not take it. */
  readonly kept: number | 'failed' | null;
}

export interface Desk {
  readonly get: () => DeskState;
  readonly subscribe: (listener: () => void) => () => void;
  /** Replaces the draft, and stores it. */
  change(draft: Draft): void;
  /** Sends the draft, as `command`, unless one is on its way. What was not answered is sent again under its key if it says the same. */
  post(command: CommandOf<'post-update'>): Promise<void>;
  /** Sends what was not answered again. */
  retry(): Promise<void>;
  /** Call it whenever the incident or its posts that wait have changed: what arrived is not on its way any more. */
  seen(incident: Incident, held?: readonly HeldUpdate[]): void;
}

export interface DeskPorts {
  /** The key in the browser's storage. */
  readonly key: string;
  /** Server time, UTC ms. */
  readonly now: () => number;
  readonly send: typeof sendCommand;
}

const newId = (): string => `upd-${newKey()}`;

export const createDesk = ({ key, now, send }: DeskPorts): Desk => {
  const listeners = new Set<() => void>();
  let state: DeskState = { problem: null, isEarlierRecorded: false, done: null, ...stored(key) };
  let newest: Incident | null = null;
  let waiting: readonly HeldUpdate[] = [];

  const show = (change: Partial<DeskState>): void => {
    state = { ...state, ...change };
    for (const listener of listeners) listener();
  };
  /** The same, and stores it. */
  const set = (change: Partial<DeskState>): void => {
    const { draft, posted } = { ...state, ...change };
    const isOpen = posted !== null && posted.state !== 'accepted';
    const isNothing = isBlank(draft) && !isOpen;
    const at = now();
    if (isNothing) forgetDraft(key);
    const kept = isNothing ? null : keepDraft(key, { v: VERSION, draft, posted: isOpen ? posted : null, at } satisfies Stored) ? at : 'failed';
    show({ ...change, kept });
  };
  /** The draft as a new update, once its id is known to be taken by words that were sent earlier. */
  const anew = () => ({ draft: { ...state.draft, updateId: newId() }, isEarlierRecorded: true });
  /** The draft once what was posted is known to be recorded: nothing, or the words that were changed since, as a new update. */
  const after = ({ draft, command }: Posted): Pick<DeskState, 'draft' | 'isEarlierRecorded'> => {
    if (state.draft.updateId !== command.updateId) return { draft: state.draft, isEarlierRecorded: false };
    return saysTheSame(state.draft, draft) ? { draft: emptyDraft(newId()), isEarlierRecorded: false } : anew();
  };
  const doneWords = ({ command }: Posted, isHeld: boolean): DeskState['done'] => (isHeld ? 'held' : command.scope === 'public' ? 'published' : 'saved');
  /** What became of a post, as the screen knows it: an entry of the timeline, or what waits to leave. */
  const arrived = ({ command: { incidentId, updateId } }: Posted) => {
    if (newest?.id !== incidentId) return undefined;
    const entry = newest.entries.find(({ id }) => id === updateId);
    if (entry !== undefined) return { text: entry.text, scope: entry.scope, isHeld: false };
    const held = waiting.find(({ id }) => id === updateId);
    return held === undefined ? undefined : { text: held.post.text, scope: held.post.scope ?? 'internal', isHeld: true };
  };

  /** What another tab has typed while a post was on its way is the draft. Out: whether the post is still this desk's. */
  const isStillOurs = (posted: Posted): boolean => {
    // Its entry has arrived meanwhile.
    if (state.posted?.key !== posted.key) return false;
    if (state.kept === 'failed') return true;
    const here = stored(key);
    if (here.posted?.key === posted.key) {
      state = { ...state, draft: here.draft };
      return true;
    }
    // Somebody has signed out, or another tab has brought it to its end or sent other words.
    show({ ...here, done: null });
    return false;
  };
  /** Ends what was not answered once it is there, if that has the same words for the same readers. */
  const settle = (): void => {
    const { posted } = state;
    const there = posted === null ? undefined : arrived(posted);
    if (posted === null || there === undefined) return;
    const { text, scope = 'internal' } = posted.command;
    if (posted.state === 'accepted') set({ posted: null });
    else if (!isStillOurs(posted)) return;
    else if (there.text === text && there.scope === scope) set({ ...after(posted), done: doneWords(posted, there.isHeld), problem: null, posted: null });
    else set({ ...anew(), problem: null, posted: null });
  };

  const run = async (posted: Posted): Promise<void> => {
    const mayBeRecorded = posted.state === 'unanswered';
    set({ posted: { ...posted, state: 'sending' }, problem: null, isEarlierRecorded: false, done: null });
    const sent = await send(posted.command, posted.key);
    if (!isStillOurs(posted)) return;
    const unanswered: Posted = { ...posted, state: 'unanswered' };
    if (sent.kind === 'accepted') {
      set({ ...after(posted), posted: { ...posted, state: 'accepted' }, done: doneWords(posted, sent.heldUntil !== null) });
      settle();
    }
    // Whom the server does not know it tells nothing about an earlier attempt.
    else if (sent.again || (mayBeRecorded && isShutOut(sent.problem))) set({ posted: unanswered, problem: sent.problem });
    else if (sent.problem.reason !== 'update_exists') set({ posted: null, problem: sent.problem });
    // Sent for the first time, it is an earlier post that was recorded. Sent before, it may be this one: its entry will tell.
    else if (!mayBeRecorded) set({ ...anew(), posted: null });
    else {
      set({ posted: unanswered });
      settle();
    }
  };

  return {
    get: () => state,
    subscribe(listener) {
      // Another tab of this browser writes the same draft.
      const heard = (event: StorageEvent): void => {
        if (event.key === key && state.posted?.state !== 'sending') show(stored(key));
      };
      listeners.add(listener);
      addEventListener('storage', heard);
      return () => {
        listeners.delete(listener);
        removeEventListener('storage', heard);
      };
    },
    change: (draft) => set({ draft, done: null }),
    async post(command) {
      const { draft, posted } = state;
      if (posted?.state === 'sending') return;
      const isSame = posted?.state === 'unanswered' && saysTheSame(posted.draft, draft);
      await run(isSame ? posted : { key: newKey(), command, draft, at: now(), state: 'sending' });
    },
    async retry() {
      if (state.posted?.state === 'unanswered') await run(state.posted);
    },
    seen(incident, held = []) {
      newest = incident;
      waiting = held;
      settle();
    },
  };
};

const VERSION = 1;
interface Stored {
  readonly v: typeof VERSION;
  readonly draft: Draft;
  readonly posted: Posted | null;
  readonly at: number;
}
/** What this browser has stored. Whatever was on its way when the page ended is unanswered. */
const stored = (key: string): Pick<DeskState, 'draft' | 'posted' | 'kept'> => {
  const found = readDraft(key) as Stored | null;
  if (found?.v !== VERSION) return { draft: emptyDraft(newId()), posted: null, kept: null };
  // A draft of an earlier build of the page lacks what came since.
  return {
    draft: { ...emptyDraft(found.draft.updateId), ...found.draft },
    posted: found.posted === null ? null : { ...found.posted, state: 'unanswered' },
    kept: found.at,
  };
};
