import type { Right } from '@sitrep/shared/domain/command.ts';

/** What a signed-in person or a token may do; each includes the ones before it. */
export const ROLES = ['viewer', 'responder', 'admin', 'owner'] as const;
export type Role = (typeof ROLES)[number];

/** True when `role` includes `needed`. */
export const includes = (role: Role, needed: Role): boolean => ROLES.indexOf(role) >= ROLES.indexOf(needed);

/** True when a command of this right may be given by `role`. The system's own commands may be given by nobody. */
export const mayCommand = (role: Role, right: Right): boolean => right !== 'system' && includes(role, right);
