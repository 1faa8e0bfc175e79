import type { Right } from '@sitrep/shared/domain/command.ts';

/** Roles of people and tokens; each includes the ones before it. */
export const ROLES = ['viewer', 'responder', 'admin', 'owner'] as const;
export type Role = (typeof ROLES)[number];

/** True when `role` includes `needed`. */
export const includes = (role: Role, needed: Role): boolean => ROLES.indexOf(role) >= ROLES.indexOf(needed);

/** True when `role` may give commands that need this right. The system's own commands are refused to every role. */
export const mayCommand = (role: Role, right: Right): boolean => right !== 'system' && includes(role, right);
