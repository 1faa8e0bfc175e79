/** The only way to send HTTP requests to the server. Refusals are values; only a broken answer throws. */
export interface Problem {
  readonly status: number;
  /** A stable code for programs, such as `not_found`. */
  readonly code: string;
  /** One sentence for people. */
  readonly detail: string;
  /** Why a command was refused, for a screen that has its own sentence. */
  readonly reason?: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly field: string | null;
  /** The request id, to quote when asking for help. */
  readonly requestId: string | null;
  /** Milliseconds until a retry makes sense; null when the server did not say. */
  readonly retryAfterMs: number | null;
}

/** The server answered with a refusal, or was not reached (status 0). */
export class ApiError extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.detail);
    this.problem = problem;
  }
}

const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

/** In: a response that is not ok. Out: its problem document as a value; works for any body. */
export const problemOf = async (response: Response): Promise<Problem> => {
  const body: unknown = await response.json().catch(() => null);
  const fields = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
  const retryAfter = Number(response.headers.get('retry-after'));
  return {
    status: response.status,
    code: text(fields.code) ?? `http_${response.status}`,
    detail: text(fields.detail) ?? text(fields.title) ?? `The server answered ${response.status}.`,
    ...(typeof fields.reason === 'string' && typeof fields.params === 'object' && fields.params !== null
      ? { reason: fields.reason, params: fields.params as Record<string, unknown> }
      : {}),
    field: text(fields.field),
    requestId: text(fields.requestId) ?? response.headers.get('x-request-id'),
    retryAfterMs: Number.isFinite(retryAfter) && retryAfter > 0 ? retryAfter * 1000 : null,
  };
};

export const UNREACHED: Problem = { status: 0, code: 'unreached', detail: 'The server was not reached.', field: null, requestId: null, retryAfterMs: null };

export const UNREADABLE: Problem = { ...UNREACHED, code: 'unreadable', detail: 'What answered was not the server, or a newer one than this page.' };

/** Whether the refusal comes from the Sitrep server itself, not from a proxy in front of it. */
export const isOurs = ({ status, code }: Problem): boolean => code !== `http_${status}`;
/** The server itself no longer knows this browser. */
export const isShutOut = (problem: Problem): boolean => (problem.status === 401 || problem.status === 403) && isOurs(problem);

/** It was accepted before, and did not leave: nobody has read it, and it can only be said anew. */
export const UNDONE: Problem = { ...UNREACHED, status: 409, code: 'conflict', reason: 'post_undone', detail: 'It did not leave.' };
export const isUndone = ({ reason }: Problem): boolean => reason === UNDONE.reason;

/** Timeout of background requests that are repeated anyway, ms: a half-working network loses requests. */
export const PATIENCE_MS = 10_000;

/** In: a path under `/api/v1`; timeout for the whole answer, ms, or null. Throws `ApiError` when the server is not reached, and like `fetch` when the caller aborts. */
export const request = async (path: string, init: RequestInit = {}, patienceMs: number | null = null): Promise<Response> => {
  const signal = patienceMs === null ? (init.signal ?? null) : AbortSignal.timeout(patienceMs);
  try {
    return await fetch(`/api/v1${path}`, { credentials: 'same-origin', ...init, signal });
  } catch (cause) {
    if (init.signal?.aborted === true) throw cause;
    throw new ApiError(UNREACHED);
  }
};
/** Parses the body of an answer. Throws `ApiError`: UNREACHED when the body is incomplete, UNREADABLE when it is not JSON. */
export const readJson = async (response: Response): Promise<unknown> => {
  try {
    return await response.json();
  } catch (cause) {
    throw new ApiError(cause instanceof SyntaxError ? UNREADABLE : UNREACHED);
  }
};

/** The server's clock when this answer arrived, UTC ms, to the second. The `Age` of a cached answer is added. Null without a Date header. */
export const answeredAt = (response: Response): number | null => {
  const date = Date.parse(response.headers.get('date') ?? '');
  const age = Number(response.headers.get('age') ?? 0);
  return Number.isNaN(date) ? null : date + (age > 0 ? age * 1000 : 0);
};
/** When the server last knew its answer to be current, UTC ms; null when it did not say. Caches do not change it. */
export const knownAt = (response: Response): number | null => {
  const at = Number(response.headers.get('sitrep-as-of') ?? Number.NaN);
  return Number.isFinite(at) ? at : null;
};

/** GETs a path under `/api/v1`, with its query. Out: the parsed body. Throws `ApiError`. */
export const getJson = async <T>(path: string, signal?: AbortSignal): Promise<T> => {
  const response = await request(path, { headers: { accept: 'application/json' }, ...(signal === undefined ? {} : { signal }) });
  if (!response.ok) throw new ApiError(await problemOf(response));
  return (await response.json()) as T;
};

const AGAIN_MS = 5_000;

/**
 * When to retry automatically after a failure: after the time the server asked for, or after some seconds when it gave none or was not
 * reached. Never after a refusal that would be repeated. In: the error, 0 <= random < 1. Out: ms, or false.
 */
export const againIn = (error: unknown, random: number): number | false => {
  if (!(error instanceof ApiError)) return false;
  const { status, retryAfterMs } = error.problem;
  return status === 0 || status === 429 || status >= 500 ? (retryAfterMs ?? AGAIN_MS) * (1 + random / 2) : false;
};
