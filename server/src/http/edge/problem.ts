import { REASONS, type Rejection, type RejectionCode } from '@sitrep/shared/domain/rejection.ts';
import { refusalSentence } from '@sitrep/shared/words/refusal.ts';
import * as z from 'zod/mini';
import { StoreUnavailable } from '../../ground/store-unavailable.ts';

/** RFC 9457. `code` is for programs, `detail` for people, `errors` names the fields at fault. A refused command also has its `reason` and `params`. */
export const Problem = z.strictObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  detail: z.string(),
  /** The exact reason, for programs that show their own sentence. */
  reason: z.optional(z.string()),
  params: z.optional(z.record(z.string(), z.unknown())),
  /** A minimal valid body for this command, when the one sent was invalid. */
  example: z.optional(z.record(z.string(), z.unknown())),
  /** The request id, also in the header `X-Request-Id` and in the server's log. */
  instance: z.string(),
  /** The first of `errors`. */
  field: z.optional(z.string()),
  errors: z.optional(z.array(z.strictObject({ field: z.string(), detail: z.string() }))),
});
export type Problem = z.infer<typeof Problem>;
export type FieldError = NonNullable<Problem['errors']>[number];

const PROBLEMS = {
  bad_request: [400, 'The request cannot be read'],
  not_signed_in: [401, 'Not signed in'],
  not_allowed: [403, 'Not allowed'],
  insecure_transport: [403, 'Not over plain http'],
  cross_site: [403, 'Not from another site'],
  not_found: [404, 'Not found'],
  conflict: [409, 'Somebody else changed it at the same moment'],
  already_exists: [409, 'It already exists'],
  wrong_phase: [409, 'Not in this phase'],
  not_published: [409, 'Not published'],
  already_published: [409, 'Already published'],
  nothing_to_change: [409, 'Nothing to change'],
  in_use: [409, 'In use'],
  not_empty: [409, 'The log is not empty'],
  too_large: [413, 'Too large'],
  wrong_content_type: [415, 'Wrong content type'],
  invalid: [422, 'Not valid'],
  scope_needed: [422, 'Say who is told'],
  key_reused: [422, 'The idempotency key belongs to another request'],
  too_often: [429, 'Too often'],
  internal: [500, 'Something went wrong on our side'],
  overloaded: [503, 'Too much at once'],
  behind: [503, 'This node is behind'],
  unavailable: [503, 'The store cannot be reached now'],
  disk_full: [507, 'The disk is full'],
} as const satisfies Record<RejectionCode | string, readonly [number, string]>;
export type ProblemCode = keyof typeof PROBLEMS;
// Every code of the domain has its line above.
({}) as Record<RejectionCode, unknown> satisfies Partial<Record<ProblemCode, unknown>>;

interface More {
  errors?: readonly FieldError[] | undefined;
  example?: Readonly<Record<string, unknown>> | undefined;
  retryAfterSeconds?: number | undefined;
  rejection?: Rejection | undefined;
}

/** An answer that is a refusal. Thrown by routes, written by `refuse` in `listener.ts`. */
export class Refusal extends Error {
  readonly code: ProblemCode;
  readonly rejection: Rejection | undefined;
  readonly errors: readonly FieldError[] | undefined;
  readonly example: Readonly<Record<string, unknown>> | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(code: ProblemCode, detail: string, more: More = {}) {
    super(detail);
    this.code = code;
    this.rejection = more.rejection;
    this.errors = more.errors;
    this.example = more.example;
    this.retryAfterSeconds = more.retryAfterSeconds;
  }

  /** The same refusal, with an example of a valid body. */
  withExample(example: Readonly<Record<string, unknown>>): Refusal {
    return new Refusal(this.code, this.message, { ...this, example });
  }

  /** The same refusal, with the names of the fields that are known. */
  withFields(fields: readonly string[]): Refusal {
    return new Refusal(this.code, `${this.message} Fields here: ${fields.join(', ')}.`, this);
  }
}

/** A command the domain refused. */
export const refusalOfCommand = (rejection: Rejection): Refusal => {
  const { rejected, field } = rejection;
  const detail = refusalSentence(rejection);
  return new Refusal(rejected, detail, { rejection, ...(field !== undefined && { errors: [{ field, detail }] }) });
};

const MOST_ERRORS = 20;
/** How many fields the sentence names. */
const MOST_SAID = 8;
const LONGEST = 120;
const LONGEST_DETAIL = 200;

/** Refuses invalid fields. Their names come from the client, so their number and length are limited. */
export const invalid = (found: readonly FieldError[]): Refusal => {
  const errors = found.slice(0, MOST_ERRORS).map(({ field, detail }) => ({ field: cut(field, LONGEST), detail: cut(detail, LONGEST_DETAIL) }));
  const said = errors.slice(0, MOST_SAID).map(({ field, detail }) => `"${field}" ${detail}.`);
  const left = found.length - said.length;
  return new Refusal('invalid', [...said, ...(left > 0 ? [`And ${left} more.`] : [])].join(' '), { errors });
};
/** The longest beginning of a text that fits into a number of bytes of the answer. */
const cut = (text: string, bytes: number): string => {
  let kept = text.slice(0, bytes);
  while (Buffer.byteLength(JSON.stringify(kept)) > bytes + 2) kept = kept.slice(0, -1);
  return kept === text ? text : `${kept}...`;
};

/** Maps every error to a refusal. An unexpected error becomes `internal`, without details. */
export const refusalOf = (error: unknown): Refusal => {
  if (error instanceof Refusal) return error;
  if (error instanceof StoreUnavailable) return storeRefusal(error.reason);
  if (error instanceof URIError) return new Refusal('bad_request', 'The address of the request cannot be decoded.');
  return new Refusal('internal', 'The server could not answer. It has noted why under the id in "instance".');
};

/** The refusal while a store cannot work. */
export const storeRefusal = (reason: StoreUnavailable['reason']): Refusal =>
  reason === 'full'
    ? new Refusal('disk_full', 'The disk of the server is full, so nothing can be recorded. Reading goes on.')
    : new Refusal(
        'unavailable',
        'The store of the server cannot be reached, so this is not known to be done. The board can still be read. Try again in a moment.',
        {
          retryAfterSeconds: STORE_RETRY_SECONDS,
        },
      );
const STORE_RETRY_SECONDS = 5;

/** In: a refusal and the request's id. Out: the document. */
export const problemOf = (refusal: Refusal, requestId: string): Problem => {
  const [status, title] = PROBLEMS[refusal.code];
  return {
    type: `/api/docs#${refusal.code}`,
    title,
    status,
    code: refusal.code,
    detail: refusal.message,
    ...(refusal.rejection && { reason: refusal.rejection.reason, params: { ...refusal.rejection.params } }),
    ...(refusal.example && { example: { ...refusal.example } }),
    instance: requestId,
    ...(refusal.errors?.[0] && { field: refusal.errors[0].field }),
    ...(refusal.errors && { errors: [...refusal.errors] }),
  };
};

/** For the docs: every code with its status and title, and the reasons for which the domain refuses a command with it. */
export const problemCodes = (): { code: ProblemCode; status: number; title: string; reasons: string[] }[] =>
  (Object.keys(PROBLEMS) as ProblemCode[]).map((code) => ({
    code,
    status: PROBLEMS[code][0],
    title: PROBLEMS[code][1],
    reasons: Object.entries(REASONS).flatMap(([reason, spec]) => (spec.code === code ? [reason] : [])),
  }));
