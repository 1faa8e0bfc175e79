import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import helmet from 'helmet';

type Directives = Readonly<Record<string, readonly string[]>>;
/** What helmet would set, found out once: the board is written ahead of any middleware. Names and values in turn. */
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
/** The wall alone may make one worker, under the one name that its page gives to the script of that worker. */
const WALL = '/wall';
const WALL_POLICY = policyOf({ ...PAGE, 'trusted-types': ['sitrep-wall-worker'] });
/** The script of the wall's worker: it may fetch from here, and that is all. A policy of its own, because a worker does not have its page's. */
const WALL_WORKER = '/wall-worker.js';
const WORKER_POLICY = policyOf({ 'default-src': ["'none'"], 'connect-src': ["'self'"] });

/** Where browsers report what the policy stopped. */
export const CSP_REPORTS = '/api/csp-reports';

const common = (secure: boolean): readonly string[] => [
  ...setBy(
    helmet({
      contentSecurityPolicy: { useDefaults: false, directives: { 'default-src': ["'none'"], 'frame-ancestors': ["'none'"], sandbox: [] } },
      strictTransportSecurity: secure ? { maxAge: 63_072_000, includeSubDomains: true } : false,
      // For browsers older than those that this page runs in.
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

/** On every answer, names and values in turn. `secure`: the client came by https. */
export const commonHeaders = (secure: boolean): readonly string[] => (secure ? COMMON_SECURE : COMMON);

/** The same, put on an answer that others will add to. */
export const setCommonHeaders = (response: ServerResponse, secure: boolean, requestId: string): void => {
  const headers = commonHeaders(secure);
  for (let at = 0; at < headers.length; at += 2) response.setHeader(headers[at] ?? '', headers[at + 1] ?? '');
  response.setHeader('X-Request-Id', requestId);
};

/** On what pages of other origins may read and show. */
export const setOpenHeaders = (response: ServerResponse): void => {
  response.setHeader('Access-Control-Allow-Origin', '*');
  response.setHeader('Cross-Origin-Resource-Policy', 'cross-origin');
};
/** The same, on the answer to a browser that asks first whether it may. */
export const setPreflightHeaders = (response: ServerResponse, methods: readonly string[], headers: readonly string[]): void => {
  setOpenHeaders(response);
  response.setHeader('Access-Control-Allow-Methods', methods.join(', '));
  if (headers.length > 0) response.setHeader('Access-Control-Allow-Headers', headers.join(', '));
  response.setHeader('Access-Control-Max-Age', '86400');
};

/** On files of our own. HTML: scripts and styles from our own origin, nothing else. `path`: the address asked for. */
export const setFileHeaders = (response: ServerResponse, path: string, html: boolean): void => {
  if (path === WALL_WORKER) response.setHeader('Content-Security-Policy', WORKER_POLICY);
  if (!html) return;
  for (const [name, value] of Object.entries(pageHeaders(path === WALL ? WALL_POLICY : PAGE_POLICY))) response.setHeader(name, value);
};

/** On HTML of our own. */
export const pageHeaders = (policy = PAGE_POLICY): Record<string, string> => ({
  'Content-Security-Policy': policy,
  'Reporting-Endpoints': `csp="${CSP_REPORTS}"`,
});
