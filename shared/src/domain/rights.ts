/**
 * What a person, a program or a wall screen may do. Rights are a set: none includes another.
 * - `read`: the internal scope. `sight`: say that a customer sees something.
 * - `acknowledge`: take an incident. `write-internal`: work incidents, for responders. `write-public`: say something to customers.
 * - `manage`: define the board, erase texts, read the log. `ingest`: send in what machines find. `kiosk`: be a named wall screen.
 * - `own`: people, tokens, screens.
 */
export const RIGHTS = ['read', 'sight', 'acknowledge', 'write-internal', 'write-public', 'manage', 'ingest', 'kiosk', 'own'] as const;
export type Right = (typeof RIGHTS)[number];

/** Roles of people and programs, from few rights to many. */
export const ROLES = ['viewer', 'publisher', 'responder', 'admin', 'owner'] as const;
export type Role = (typeof ROLES)[number];

/** The one definition of the roles: named sets of rights, of which no other code knows which right is in which role. */
export const ROLE_RIGHTS: Readonly<Record<Role, readonly Right[]>> = {
  viewer: ['read', 'sight'],
  publisher: ['read', 'sight', 'write-public'],
  responder: ['read', 'sight', 'acknowledge', 'write-internal', 'write-public'],
  admin: ['read', 'sight', 'acknowledge', 'write-internal', 'write-public', 'manage', 'ingest'],
  owner: ['read', 'sight', 'acknowledge', 'write-internal', 'write-public', 'manage', 'ingest', 'own'],
};
/** The rights of the link of a wall screen. */
export const SCREEN_RIGHTS: readonly Right[] = ['read', 'kiosk'];

/** A role and rights beside it. `role`: null for the rights alone. */
export interface Grant {
  readonly role: Role | null;
  readonly rights: readonly Right[];
}
/** All rights of a grant. */
export const rightsOf = ({ role, rights }: Grant): ReadonlySet<Right> => new Set([...(role === null ? [] : ROLE_RIGHTS[role]), ...rights]);

/** Whether one of the needed rights is there. */
export const holdsAny = (rights: ReadonlySet<Right>, needed: readonly Right[]): boolean => needed.some((right) => rights.has(right));
