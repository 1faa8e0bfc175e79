import type { Right, Role } from '@sitrep/shared/domain/rights.ts';
import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useAnswers } from './answers.ts';
import { ApiError, againIn, getJson, PATIENCE_MS, type Problem, problemOf, readJson, request } from './api.ts';

/** Somebody with an account, as owners see them. Times are UTC ms. */
export interface PersonInfo {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role | null;
  /** Rights beside those of the role. */
  readonly rights: readonly Right[];
  readonly createdAt: number;
  /** Whether they have chosen a password. */
  readonly joined: boolean;
  /** Null without an open session. */
  readonly lastSeenAt: number | null;
  /** How many valid tokens and screen links they made. */
  readonly made: number;
  readonly secondFactor: SecondFactorInfo;
}
/** Since when a second factor is on; when an owner removed it, and who that was. */
export interface SecondFactorInfo {
  readonly onSince: number | null;
  readonly removedAt: number | null;
  readonly removedBy: string | null;
}
/** A browser that is signed in. Times are UTC ms. */
export interface OpenSession {
  readonly id: string;
  /** The one that asks. */
  readonly current: boolean;
  readonly createdAt: number;
  readonly lastUsedAt: number;
  readonly network: string | null;
  readonly agent: string | null;
}
/** One's own account. `person` is null for an owner who came by a link and has none. */
export interface Account {
  readonly person: Pick<PersonInfo, 'id' | 'name' | 'email' | 'role' | 'rights'> | null;
  readonly sessions: readonly OpenSession[];
  /** Null without a person. */
  readonly secondFactor: (SecondFactorInfo & { readonly codesLeft: number }) | null;
}

/** A token or the link of a screen, as those who make them see it. Times are UTC ms. */
export interface TokenInfo {
  readonly id: string;
  readonly kind: 'token' | 'kiosk';
  readonly state: 'active' | 'expired' | 'revoked';
  readonly name: string;
  readonly role: Role | null;
  readonly rights: readonly Right[];
  readonly createdAt: number;
  readonly expiresAt: number | null;
  readonly revokedAt: number | null;
  readonly lastUsedAt: number | null;
  /** `ended`: their account has. */
  readonly madeBy: { readonly person: string | null; readonly name: string; readonly ended: boolean } | null;
  /** Of a screen: what it shows, when its link was opened last, and by which browser. */
  readonly view: { readonly groups: readonly string[]; readonly theme: 'dark' | 'light' | null } | null;
  readonly openedAt: number | null;
  readonly agent: string | null;
}

const KEY = 'accounts';
/** Fetches one of these, and again a while after a failure. In: null to fetch nothing. */
export const useAccounts = <T>(path: '/people' | '/tokens' | '/account' | '/owner-access' | null): UseQueryResult<T, ApiError> =>
  useQuery<T, ApiError>(
    {
      queryKey: [KEY, path],
      enabled: path !== null,
      queryFn: ({ signal }) => getJson<T>(path ?? '', signal),
      retry: false,
      refetchInterval: ({ state }) => againIn(state.error, Math.random()),
    },
    useAnswers(),
  );

export type Asked<T> = { readonly kind: 'done'; readonly body: T } | { readonly kind: 'refused'; readonly problem: Problem };
/** Sends one request about accounts. Out: the answer, or why not. */
export const askAccounts = async <T>(method: 'POST' | 'PUT' | 'DELETE', path: string, body?: object): Promise<Asked<T>> => {
  try {
    const init = body === undefined ? { method } : { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    const response = await request(path, init, PATIENCE_MS);
    if (!response.ok) return { kind: 'refused', problem: await problemOf(response) };
    return { kind: 'done', body: (response.status === 204 ? null : await readJson(response)) as T };
  } catch (error) {
    if (error instanceof ApiError) return { kind: 'refused', problem: error.problem };
    throw error;
  }
};

export interface AccountLine<T> {
  readonly state: 'idle' | 'sending' | { readonly refused: Problem };
  /** Sends it unless something is on its way; then what is on screen of the accounts is read again, for what was refused may have been done all the same. Out: the answer, or null when it was refused. */
  send(method: 'POST' | 'PUT' | 'DELETE', path: string, body?: object): Promise<T | null>;
}
/** One control that asks something of the accounts. */
export const useAccountLine = <T>(): AccountLine<T> => {
  const queries = useAnswers();
  const [state, setState] = useState<AccountLine<T>['state']>('idle');
  const send = async (method: 'POST' | 'PUT' | 'DELETE', path: string, body?: object): Promise<T | null> => {
    if (state === 'sending') return null;
    setState('sending');
    const asked = await askAccounts<T>(method, path, body);
    if (asked.kind === 'refused') {
      setState({ refused: asked.problem });
      // Not awaited: without a server it takes long, and changes nothing about the refusal.
      void queries.invalidateQueries({ queryKey: [KEY] });
      return null;
    }
    await queries.invalidateQueries({ queryKey: [KEY] });
    setState('idle');
    return asked.body;
  };
  return { state, send };
};
