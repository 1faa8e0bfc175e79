/** Refusals are values. Each code has one HTTP status, mapped in one place (`server/src/http/edge/problem.ts`). */
export const REJECTION = {
  not_found: 'not_found',
  already_exists: 'already_exists',
  invalid: 'invalid',
  not_allowed: 'not_allowed',
  wrong_phase: 'wrong_phase',
  not_published: 'not_published',
  already_published: 'already_published',
  nothing_to_change: 'nothing_to_change',
  retired: 'retired',
} as const;
export type RejectionCode = keyof typeof REJECTION;

/** Why a command was refused. `detail`: one sentence for its author, naming the fix. `field`: the path in the command, when one is at fault. */
export interface Rejection {
  rejected: RejectionCode;
  detail: string;
  field?: string;
}
/** A refusal. In: code, a sentence that names the fix, the field at fault. */
export const reject = (rejected: RejectionCode, detail: string, field?: string): Rejection =>
  field === undefined ? { rejected, detail } : { rejected, detail, field };
