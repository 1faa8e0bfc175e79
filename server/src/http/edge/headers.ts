import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import helmet from 'helmet';

type Directives = Readonly<Record<string, readonly string[]>>;
/** The headers that helmet sets, computed once, because the board is answered before any middleware. Names and values alternate. */
const setBy = (middleware: ReturnType<typeof helmet>): readonly string[] => {
  const answer = new ServerResponse(new IncomingMessage(new Socket()));
  middleware(answer.req, answer, () => {});
  return answer.getHeaderNames().flatMap((name) => [name, String(answer.getHeader(name))]);
};
const policyOf = (directives: Directives): string => setBy(helmet.contentSecurityPolicy({ useDefaults: false, directives }))[1] ?? '';

const PAGE: Directives = {
  'default-src': ["'none'"],
  'script-src': ["'self'"],
  'style-src': ["'self'"],
  'img-src': ["'self'", 'data:'],
  'font-src': ["'self'"],
  'connect-src': ["'self'"],
  'manifest-src': ["'self'"],
  'worker-src': ["'self'"],
  'base-uri': ["'none'"],
  'object-src': ["'none'"],
  'form-action': ["'self'"],
  'frame-ancestors': ["'none'"],
  'require-trusted-types-for': ["'script'"],
  'trusted-types': ["'none'"],
  'report-to': ['csp'],
};
const PAGE_POLICY = policyOf(PAGE);
/** Only the wall may start a worker, and only the script under the policy name its page uses. */
const WALL = '/wall';
const WALL_POLICY = policyOf({ ...PAGE, 'trusted-types': ['sitrep-wall-worker'] });
/** Policy of the wall's worker script, which may only fetch from this origin. A worker does not inherit the policy of its page. */
const WALL_WORKER = '/wall-worker.js';
const WORKER_POLICY = policyOf({ 'default-src': ["'none'"], 'connect-src': ["'self'"] });

/** The address to which browsers report policy violations. */
export const CSP_REPORTS = '/api/csp-reports';

const common = (secure: boolean): readonly string[] => [
  ...setBy(
    helmet({
      contentSecurityPolicy: { useDefaults: false, directives: { 'default-src': ["'none'"], 'frame-ancestors': ["'none'"], sandbox: [] } },
      strictTransportSecurity: secure ? { maxAge: 63_072_000, includeSubDomains: true } : false,
      // Needed only by browsers too old for this page.
      originAgentCluster: false,
      xDnsPrefetchControl: false,
      xDownloadOptions: false,
      xFrameOptions: false,
      xPermittedCrossDomainPolicies: false,
      xXssProtection: false,
    }),
  ),
  ...['Permissions-Policy', ''],
];
const COMMON = common(false);
const COMMON_SECURE = common(true);

/** Headers of every answer; names and values alternate. `secure`: the client used https. */
export const commonHeaders = (secure: boolean): readonly string[] => (secure ? COMMON_SECURE : COMMON);

/** Sets the same headers on an answer to which others are added. */
export const setCommonHeaders = (response: ServerResponse, secure: boolean, requestId: string): void => {
  const headers = commonHeaders(secure);
  for (let at = 0; at < headers.length; at += 2) response.setHeader(headers[at] ?? '', headers[at + 1] ?? '');
  response.setHeader('X-Request-Id', requestId);
};

/** Headers of answers that pages of other origins may read and embed. */
export const setOpenHeaders = (response: ServerResponse): void => {
  response.setHeader('Access-Control-Allow-Origin', '*');
  response.setHeader('Cross-Origin-Resource-Policy', 'cross-origin');
};
/** Headers of the answer to a CORS preflight request. */
export const setPreflightHeaders = (response: ServerResponse, methods: readonly string[], headers: readonly string[]): void => {
  setOpenHeaders(response);
  response.setHeader('Access-Control-Allow-Methods', methods.join(', '));
  if (headers.length > 0) response.setHeader('Access-Control-Allow-Headers', headers.join(', '));
  response.setHeader('Access-Control-Max-Age', '86400');
};

/** Headers of our files. HTML: scripts and styles from our own origin only. `path`: the requested path. */
export const setFileHeaders = (response: ServerResponse, path: string, html: boolean): void => {
  if (path === WALL_WORKER) response.setHeader('Content-Security-Policy', WORKER_POLICY);
  if (!html) return;
  for (const [name, value] of Object.entries(pageHeaders(path === WALL ? WALL_POLICY : PAGE_POLICY))) response.setHeader(name, value);
};

/** Headers of HTML made by the server. */
export const pageHeaders = (policy = PAGE_POLICY): Record<string, string> => ({
  'Content-Security-Policy': policy,
  'Reporting-Endpoints': `csp="${CSP_REPORTS}"`,
});
