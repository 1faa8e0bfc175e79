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

/** On every answer. `secure`: the client came by https. */
export const setCommonHeaders = (response: ServerResponse, secure: boolean, requestId: string): void => {
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Referrer-Policy', 'no-referrer');
  response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
  response.setHeader('Cross-Origin-Resource-Policy', 'same-origin');
  response.setHeader('Permissions-Policy', '');
  response.setHeader('X-Request-Id', requestId);
  response.setHeader('Content-Security-Policy', API_POLICY);
  if (secure) response.setHeader('Strict-Transport-Security', 'max-age=63072000; includeSubDomains');
};

/** On HTML of our own: scripts and styles from our own origin, nothing else. */
export const setPageHeaders = (response: ServerResponse): void => {
  response.setHeader('Content-Security-Policy', PAGE_POLICY);
  response.setHeader('Reporting-Endpoints', `csp="${CSP_REPORTS}"`);
};
