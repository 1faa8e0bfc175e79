import type { HeldUpdate, Incident } from '@sitrep/shared/domain/state.ts';
import { isShutOut, isUndone, type Problem, UNDONE } from './api.ts';
import { forgetDraft, keepDraft, readDraft } from './kept-drafts.ts';
import { newKey, type Sent } from './send-command.ts';

/** What a desk has to know of the drafts on it, and of the commands they are sent as. */
export interface DeskKind<Draft, Command> {
  /** Goes up when drafts change their shape: those of another version are not read. */
  readonly version: number;
  /** A draft without words or choices, under an id that no other has: that of what it will become, so that no second one can be recorded. */
  empty(): Draft;
  /** The same words and choices under a new id. */
  anew(draft: Draft): Draft;
  idOf(draft: Draft): string;
  /** Whether nothing would be lost without it. */
  isBlank(draft: Draft): boolean;
  /** Whether both say the same, whoever is or was asked about it. */
  saysTheSame(a: Draft, b: Draft): boolean;
  /** The reason for which a command is refused whose id is taken. */
  readonly taken: string;
  /** What became of a command, as the screen knows it from an incident and its posts that wait; null while nothing there has its id. */
  found(command: Command, incident: Incident, held: readonly HeldUpdate[]): Found | null;
}
/** `isSame`: it says just that to the same readers; `isHeld`: it waits before it leaves; `isUndone`: it did not leave. */
export interface Found {
  readonly isSame: boolean;
  readonly isHeld: boolean;
  readonly isUndone?: boolean;
}

/** A draft that was sent. It is sent again under the same key, as the same command, until somebody knows what became of it. */
export interface Posted<Draft, Command> {
  readonly key: string;
  readonly command: Command;
  /** The draft it was made of. */
  readonly draft: Draft;
  /** When it was first sent, UTC ms. */
  readonly at: number;
  /** `unanswered`: it may be recorded or not. `accepted`: it is, and its entry is on its way to the screen. */
  readonly state: 'sending' | 'unanswered' | 'accepted';
}

/** `isHeld`: it waits before it leaves, and can be undone until then. */
export interface Done<Command> {
  readonly command: Command;
  readonly isHeld: boolean;
}

/** All that is on one person's desk about one thing. */
export interface DeskState<Draft, Command> {
  readonly draft: Draft;
  readonly posted: Posted<Draft, Command> | null;
  /** Why the last attempt was not accepted, or not answered. */
  readonly problem: Problem | null;
  /** What was sent before the draft changed, and is recorded after all. */
  readonly earlier: Command | null;
  /** The last command that was recorded, to be announced. */
  readonly done: Done<Command> | null;
  /** When the draft was last stored in this browser, UTC ms; null when there is nothing to store, `failed` when the browser did not take it. */
  readonly kept: number | 'failed' | null;
}

export interface Desk<Draft, Command> {
  readonly get: () => DeskState<Draft, Command>;
  readonly subscribe: (listener: () => void) => () => void;
  /** Replaces the draft, and stores it. */
  change(draft: Draft): void;
  /** Puts an empty draft in its place. What was sent and not answered stays. */
  clear(): void;
  /** Sends the draft, as `command`, unless one is on its way. What was not answered is sent again under its key if it says the same. */
  post(command: Command): Promise<void>;
  /** Sends what was not answered again. */
  retry(): Promise<void>;
  /** Call it whenever the incident or its posts that wait have changed: what arrived is not on its way any more. */
  seen(incident: Incident, held?: readonly HeldUpdate[]): void;
}

export interface DeskPorts<Command> {
  /** The key in the browser's storage. */
  readonly key: string;
  /** Server time, UTC ms. */
  readonly now: () => number;
  readonly send: (command: Command, key: string) => Promise<Sent>;
}

export const createDesk = <Draft, Command>(kind: DeskKind<Draft, Command>, { key, now, send }: DeskPorts<Command>): Desk<Draft, Command> => {
  type State = DeskState<Draft, Command>;
  type Post = Posted<Draft, Command>;
  const listeners = new Set<() => void>();
  let state: State = { problem: null, earlier: null, done: null, ...stored(kind, key) };
  let newest: Incident | null = null;
  let waiting: readonly HeldUpdate[] = [];

  const show = (change: Partial<State>): void => {
    state = { ...state, ...change };
    for (const listener of listeners) listener();
  };
  /** The same, and stores it. */
  const set = (change: Partial<State>): void => {
    const { draft, posted } = { ...state, ...change };
    const isOpen = posted !== null && posted.state !== 'accepted';
    const isNothing = kind.isBlank(draft) && !isOpen;
    const at = now();
    if (isNothing) forgetDraft(key);
    const kept = isNothing
      ? null
      : keepDraft(key, { v: kind.version, draft, posted: isOpen ? posted : null, at } satisfies Stored<Draft, Command>)
        ? at
        : 'failed';
    show({ ...change, kept });
  };
  /** The draft under a new id, once it is known that the old one is taken by what was sent earlier. */
  const anew = (command: Command) => ({ draft: kind.anew(state.draft), earlier: command });
  /** The draft once what was posted is known not to have left. */
  const afresh = (draft: Draft, posted: Post): Draft => (kind.idOf(draft) === kind.idOf(posted.draft) ? kind.anew(draft) : draft);
  /** The draft once what was posted is known to be recorded: nothing, or what was changed since, under a new id. */
  const after = ({ draft, command }: Post): Pick<State, 'draft' | 'earlier'> => {
    if (kind.idOf(state.draft) !== kind.idOf(draft)) return { draft: state.draft, earlier: null };
    return kind.saysTheSame(state.draft, draft) ? { draft: kind.empty(), earlier: null } : anew(command);
  };

  /** What another tab has typed while a post was on its way is the draft. Out: whether the post is still this desk's. */
  const isStillOurs = (posted: Post): boolean => {
    // Its entry has arrived meanwhile.
    if (state.posted?.key !== posted.key) return false;
    if (state.kept === 'failed') return true;
    const here = stored(kind, key);
    if (here.posted?.key === posted.key) {
      state = { ...state, draft: here.draft };
      return true;
    }
    // Somebody has signed out, or another tab has brought it to its end or sent other words.
    show({ ...here, done: null });
    return false;
  };
  /** Ends what was not answered once it is there, if that says the same to the same readers. */
  const settle = (): void => {
    const { posted } = state;
    const found = posted === null || newest === null ? null : kind.found(posted.command, newest, waiting);
    if (posted === null || found === null) return;
    if (posted.state === 'accepted') set({ posted: null });
    else if (!isStillOurs(posted)) return;
    else if (found.isUndone === true) set({ draft: afresh(state.draft, posted), posted: null, problem: UNDONE });
    else if (found.isSame) set({ ...after(posted), done: { command: posted.command, isHeld: found.isHeld }, problem: null, posted: null });
    else set({ ...anew(posted.command), problem: null, posted: null });
  };

  const run = async (posted: Post): Promise<void> => {
    const mayBeRecorded = posted.state === 'unanswered';
    set({ posted: { ...posted, state: 'sending' }, problem: null, earlier: null, done: null });
    const sent = await send(posted.command, posted.key);
    if (!isStillOurs(posted)) return;
    const unanswered: Post = { ...posted, state: 'unanswered' };
    if (sent.kind === 'accepted') {
      set({ ...after(posted), posted: { ...posted, state: 'accepted' }, done: { command: posted.command, isHeld: sent.heldUntil !== null } });
      settle();
    }
    // Whom the server does not know it tells nothing about an earlier attempt.
    else if (sent.again || (mayBeRecorded && isShutOut(sent.problem))) set({ posted: unanswered, problem: sent.problem });
    // Its id stays that of what did not leave.
    else if (isUndone(sent.problem)) set({ draft: afresh(state.draft, posted), posted: null, problem: sent.problem });
    else if (sent.problem.reason !== kind.taken) set({ posted: null, problem: sent.problem });
    // Sent for the first time, it is an earlier post that was recorded. Sent before, it may be this one: what arrives will tell.
    else if (!mayBeRecorded) set({ ...anew(posted.command), posted: null });
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
        if (event.key === key && state.posted?.state !== 'sending') show(stored(kind, key));
      };
      listeners.add(listener);
      addEventListener('storage', heard);
      return () => {
        listeners.delete(listener);
        removeEventListener('storage', heard);
      };
    },
    change: (draft) => set({ draft, done: null }),
    clear: () => set({ draft: kind.empty(), problem: null, earlier: null, done: null }),
    async post(command) {
      const { draft, posted } = state;
      if (posted?.state === 'sending') return;
      const isSame = posted?.state === 'unanswered' && kind.saysTheSame(posted.draft, draft);
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

interface Stored<Draft, Command> {
  readonly v: number;
  readonly draft: Draft;
  readonly posted: Posted<Draft, Command> | null;
  readonly at: number;
}
/** What this browser has stored. Whatever was on its way when the page ended is unanswered. */
const stored = <Draft, Command>(kind: DeskKind<Draft, Command>, key: string): Pick<DeskState<Draft, Command>, 'draft' | 'posted' | 'kept'> => {
  const found = readDraft(key) as Stored<Draft, Command> | null;
  if (found?.v !== kind.version) return { draft: kind.empty(), posted: null, kept: null };
  // A draft of an earlier build of the page lacks what came since.
  return {
    draft: { ...kind.empty(), ...found.draft },
    posted: found.posted === null ? null : { ...found.posted, state: 'unanswered' },
    kept: found.at,
  };
};
