/** One way to ask the server over HTTP. Refusals are values; only a broken answer throws. */
export interface Problem {
  readonly status: number;
  /** A stable word for programs, such as `not_found`. */
  readonly code: string;
  /** One sentence for people. */
  readonly detail: string;
  readonly field: string | null;
  /** To quote when asking for help. */
  readonly requestId: string | null;
  /** Milliseconds until it is worth trying again; null when the server did not say. */
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

/** In: a response that is not ok. Out: its problem document as a value, whatever the body holds. */
export const problemOf = async (response: Response): Promise<Problem> => {
  const body: unknown = await response.json().catch(() => null);
  const fields = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
  const retryAfter = Number(response.headers.get('retry-after'));
  return {
    status: response.status,
    code: text(fields.code) ?? `http_${response.status}`,
    detail: text(fields.detail) ?? text(fields.title) ?? `The server answered ${response.status}.`,
    field: text(fields.field),
    requestId: text(fields.requestId) ?? response.headers.get('x-request-id'),
    retryAfterMs: Number.isFinite(retryAfter) && retryAfter > 0 ? retryAfter * 1000 : null,
  };
};

export const UNREACHED: Problem = { status: 0, code: 'unreached', detail: 'The server was not reached.', field: null, requestId: null, retryAfterMs: null };

export const request = async (path: string, init: RequestInit = {}): Promise<Response> => {
  try {
    return await fetch(`/api/v1${path}`, { credentials: 'same-origin', ...init });
  } catch (cause) {
    if (init.signal?.aborted === true) throw cause;
    throw new ApiError(UNREACHED);
  }
};

/** The server's clock when it answered, UTC ms, to the second; null when it did not say. */
export const answeredAt = (response: Response): number | null => {
  const date = Date.parse(response.headers.get('date') ?? '');
  return Number.isNaN(date) ? null : date;
};

/** In: a path under `/api/v1`, with its query. Out: the parsed body. Throws `ApiError`. */
export const getJson = async <T>(path: string, signal?: AbortSignal): Promise<T> => {
  const response = await request(path, { headers: { accept: 'application/json' }, ...(signal === undefined ? {} : { signal }) });
  if (!response.ok) throw new ApiError(await problemOf(response));
  return (await response.json()) as T;
};

const AGAIN_MS = 5_000;

/**
 * When to ask again by oneself after a failure: once the server has had the time it asked for, or after some seconds where it said nothing or was not
 * reached. Never after an answer that would be the same. In: the error, 0 <= random < 1. Out: ms, or false.
 */
export const againIn = (error: unknown, random: number): number | false => {
  if (!(error instanceof ApiError)) return false;
  const { status, retryAfterMs } = error.problem;
  return status === 0 || status === 429 || status >= 500 ? (retryAfterMs ?? AGAIN_MS) * (1 + random / 2) : false;
};
