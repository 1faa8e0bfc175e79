import type { ServerResponse } from 'node:http';

const pagePolicy = (trustedTypes: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "object-src 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    `trusted-types ${trustedTypes}`,
    'report-to csp',
  ].join('; ');
const PAGE_POLICY = pagePolicy("'none'");
/** The wall alone may make one worker, under the one name that its page gives to the script of that worker. */
const WALL = '/wall';
const WALL_POLICY = pagePolicy('sitrep-wall-worker');
/** The script of the wall's worker: it may fetch from here, and that is all. A policy of its own, because a worker does not have its page's. */
const WALL_WORKER = '/wall-worker.js';
const WORKER_POLICY = "default-src 'none'; connect-src 'self'";
const API_POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox";

/** Where browsers report what the policy stopped. */
export const CSP_REPORTS = '/api/csp-reports';

const COMMON: readonly string[] = [
  ...['X-Content-Type-Options', 'nosniff'],
  ...['Referrer-Policy', 'no-referrer'],
  ...['Cross-Origin-Opener-Policy', 'same-origin'],
  ...['Cross-Origin-Resource-Policy', 'same-origin'],
  ...['Permissions-Policy', ''],
  ...['Content-Security-Policy', API_POLICY],
];
const COMMON_SECURE = [...COMMON, 'Strict-Transport-Security', 'max-age=63072000; includeSubDomains'];

/** On every answer, names and values in turn. `secure`: the client came by https. */
export const commonHeaders = (secure: boolean): readonly string[] => (secure ? COMMON_SECURE : COMMON);

/** The same, put on an answer that others will add to. */
export const setCommonHeaders = (response: ServerResponse, secure: boolean, requestId: string): void => {
  const headers = commonHeaders(secure);
  for (let at = 0; at < headers.length; at += 2) response.setHeader(headers[at] ?? '', headers[at + 1] ?? '');
  response.setHeader('X-Request-Id', requestId);
};

/** On files of our own. HTML: scripts and styles from our own origin, nothing else. `path`: the address asked for. */
export const setFileHeaders = (response: ServerResponse, path: string, html: boolean): void => {
  if (path === WALL_WORKER) response.setHeader('Content-Security-Policy', WORKER_POLICY);
  if (html) setPageHeaders(response, path === WALL ? WALL_POLICY : PAGE_POLICY);
};

/** On HTML of our own. */
export const setPageHeaders = (response: ServerResponse, policy = PAGE_POLICY): void => {
  response.setHeader('Content-Security-Policy', policy);
  response.setHeader('Reporting-Endpoints', `csp="${CSP_REPORTS}"`);
};
