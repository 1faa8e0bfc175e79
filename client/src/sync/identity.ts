import type { Scope } from '@sitrep/shared/domain/words.ts';
import { ApiError, isShutOut, type Problem, problemOf, request } from './api.ts';
import { draftsOf } from './drafts-of.ts';
import type { EntryLink } from './entry-link.ts';
import { isRefusal } from './exchange-link.ts';
import { forgetDrafts } from './kept-drafts.ts';
import { isShut, type SyncStore, type Visitor } from './sync-store.ts';

/** Who this browser is to the server, and therefore which scope is on screen. */
export interface Identity {
  /** End of the sign-in, server time, UTC ms; null without a sign-in or when its end is not known. */
  readonly until: number | null;
  /** In: the secret from the page's link, or null; who this browser was at its last visit. Resolves once a line is open. */
  start(link: EntryLink | null, last: { readonly scope: Scope; readonly until: number | null }): Promise<void>;
  /** Exchanges a one-time code for a session. Out: null, or one sentence why not. */
  enter(code: string): Promise<string | null>;
  /** The server has given this browser another sign-in: what was open under the earlier one is opened anew. */
  signedIn(): Promise<void>;
  /** Ends the session. Out: null, or one sentence why this browser is still signed in. */
  leave(): Promise<string | null>;
  /** Another tab of this browser signed out. */
  leftElsewhere(): void;
  /** Call it when the server no longer lets this browser see `scope`. */
  expelled(scope: Scope): void;
  /** Shows another scope that this session may see; nothing while the board shows nothing to it. */
  look(scope: Scope): void;
  close(): void;
}
export interface IdentityPorts {
  readonly store: SyncStore;
  /** 0 <= r < 1. */
  readonly random: () => number;
  readonly after: (ms: number, act: () => void) => () => void;
  /** Asks the server who this browser is. Throws `ApiError`. */
  readonly whoAmI: () => Promise<Visitor>;
  /** Exchanges the secret of a link for a cookie. Out: null, or why not. */
  readonly exchange: (link: EntryLink) => Promise<Problem | null>;
  /** The connection, open for one scope at a time. */
  readonly line: { readonly isOpen: boolean; open(scope: Scope): void; close(): void };
  readonly board: { forgetInternal(): void; forgetAll(): void; dropInternal(): void; dropAll(): void };
  /** Tells the other tabs of this browser about the sign-out. */
  readonly tellSignedOut: () => void;
}

const NOBODY: Visitor = { scope: 'public', name: null, role: null, kind: null, expiresAt: null };
const ASK_AGAIN_MS = 5_000;
/** How often whoever is signed in asks who they are, ms: this renews the cookie, which a page that stays open for months would otherwise outlive. */
const SIGNED_IN_ASKS_MS = 24 * 3_600_000;
/** How often a board that shows nothing is asked whether it does by now, ms: another tab may have signed in, and no line tells. */
const SHUT_ASKS_MS = 15_000;
/** With several nodes another one knows a new sign-in within this time, ms. */
const KNOWN_WITHIN_MS = 1_000;

/** Out: null, or why this browser is still signed in. */
const signOut = async (): Promise<Problem | null> => {
  try {
    const response = await request('/session', { method: 'DELETE' });
    if (response.ok) return null;
    const problem = await problemOf(response);
    return problem.status === 401 && isShutOut(problem) ? null : problem;
  } catch (error) {
    if (error instanceof ApiError) return error.problem;
    throw error;
  }
};

export const createIdentity = (ports: IdentityPorts): Identity => {
  const { store, board, line } = ports;
  let until: number | null = null;
  /** The scope that was asked for; null for everything this browser may see. */
  let looked: Scope | null = null;
  let closed = false;
  let stopAsking: (() => void) | null = null;
  let stopEntering: (() => void) | null = null;

  /** Null when the server could not answer: a server that is down has not signed anyone out. */
  const whoAmI = async (): Promise<Visitor | null> => {
    try {
      return await ports.whoAmI();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      return isShutOut(error.problem) ? NOBODY : null;
    }
  };
  const askAgain = (ms: number, last: Scope): void => {
    stopAsking?.();
    stopAsking = ports.after(ms * (0.5 + ports.random()), () => void settle(last));
  };
  /** Uses the identity the server gives; until it answers, the last known one, and asks again. */
  const settle = async (last: Scope): Promise<void> => {
    const visitor = await whoAmI();
    if (closed) return;
    if (visitor === null) askAgain(ASK_AGAIN_MS, last);
    else become(visitor);
    // A server that is down has not opened the board either.
    if (isShut(visitor ?? store.getState().visitor)) return;
    const may = visitor?.scope ?? last;
    const scope = looked === 'public' ? looked : may;
    if (!line.isOpen || store.getState().scope !== scope) line.open(scope);
  };
  /** Of a board that shows nothing to this browser nothing stays in it, whatever it read before, and no line is open. */
  const setShut = (shut: boolean): void => {
    const { connection } = store.getState();
    if (connection.shut === shut) return;
    store.setState({ connection: { ...connection, shut } });
    if (!shut) return;
    store.setState({ scope: 'public' });
    line.close();
    board.forgetAll();
    board.dropAll();
  };
  /** Asks again by itself where no line would tell what changes. */
  const askLater = (visitor: Visitor): void => {
    stopAsking?.();
    if (isShut(visitor)) askAgain(SHUT_ASKS_MS, visitor.scope);
    else if (visitor.kind !== null) askAgain(SIGNED_IN_ASKS_MS, visitor.scope);
  };
  const become = (visitor: Visitor): void => {
    store.setState({ visitor });
    until = visitor.expiresAt;
    setShut(isShut(visitor));
    if (visitor.scope === 'public') {
      board.forgetInternal();
      board.dropInternal();
    }
    askLater(visitor);
  };

  const enter = async (code: string): Promise<string | null> => {
    const problem = await ports.exchange({ kind: 'owner', code });
    if (problem !== null) return problem.detail;
    looked = null;
    await settle('internal');
    return null;
  };
  /**
   * A wall often starts before its network does, and its link exists only here: keep the link until the server has accepted or refused it.
   * Until then do not ask who this browser is, because the answer would be about a browser without a cookie.
   */
  const enterAsScreen = async (link: EntryLink, last: Scope): Promise<void> => {
    let given = false;
    stopEntering = () => {
      given = true;
    };
    const problem = await ports.exchange(link);
    if (closed || given) return;
    if (problem !== null && !isRefusal(problem)) {
      if (!line.isOpen && !isShut(store.getState().visitor)) line.open(last);
      stopEntering = ports.after((problem.retryAfterMs ?? 0) + ASK_AGAIN_MS * (0.5 + ports.random()), () => void enterAsScreen(link, last));
      return;
    }
    if (problem !== null) store.setState({ linkFailed: `The link of this screen did not work. ${problem.detail}` });
    // An open line was opened under the earlier identity.
    line.close();
    await settle(problem === null ? 'internal' : last);
  };

  const endSession = (): void => {
    until = null;
    board.forgetInternal();
  };
  const becomeNobody = (): void => {
    // A board does not become public because somebody leaves.
    const inside = store.getState().visitor?.anyoneReads === false;
    const nobody: Visitor = inside ? { ...NOBODY, anyoneReads: false } : NOBODY;
    store.setState({ visitor: nobody });
    setShut(inside);
    askLater(nobody);
    if (!inside) line.open('public');
  };
  const signedOut = (): void => {
    endSession();
    stopEntering?.();
    board.dropAll();
    forgetDrafts(draftsOf(store.getState().visitor));
    becomeNobody();
  };

  return {
    get until() {
      return until;
    },
    enter,
    async start(link, last) {
      until = last.until;
      if (link?.kind === 'kiosk') return enterAsScreen(link, last.scope);
      if (link !== null) {
        const failed = await enter(link.code);
        if (failed === null) return;
        store.setState({ linkFailed: `The owner link did not work. ${failed}` });
      }
      await settle(last.scope);
    },
    async signedIn() {
      looked = null;
      // Closed first: the server ends what belongs to the earlier sign-in.
      line.close();
      await settle('internal');
      if (closed || (store.getState().visitor?.kind ?? null) !== null) return;
      stopAsking?.();
      stopAsking = ports.after(KNOWN_WITHIN_MS * (1 + ports.random()), () => void settle('internal'));
    },
    async leave() {
      const problem = await signOut();
      if (problem !== null) return problem.detail;
      ports.tellSignedOut();
      signedOut();
      return null;
    },
    leftElsewhere: signedOut,
    expelled(scope) {
      // A browser that is already anonymous only has its line to lose.
      if (scope === 'public' && (store.getState().visitor?.kind ?? null) === null) {
        // The board may have become internal.
        void settle(scope);
        return;
      }
      endSession();
      board.dropInternal();
      becomeNobody();
    },
    look(scope) {
      if (isShut(store.getState().visitor)) return;
      looked = scope;
      line.open(scope);
    },
    close() {
      closed = true;
      stopAsking?.();
      stopEntering?.();
    },
  };
};
