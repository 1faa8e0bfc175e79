import type { ServerResponse } from 'node:http';

const PAGE_POLICY = [
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
  "trusted-types 'none'",
  'report-to csp',
].join('; ');
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

/** On HTML of our own: scripts and styles from our own origin, nothing else. */
export const setPageHeaders = (response: ServerResponse): void => {
  response.setHeader('Content-Security-Policy', PAGE_POLICY);
  response.setHeader('Reporting-Endpoints', `csp="${CSP_REPORTS}"`);
};
