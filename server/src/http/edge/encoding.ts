import type { IncomingMessage } from 'node:http';

/** True when the client's Accept-Encoding names brotli with a weight above zero. */
export const acceptsBrotli = (request: IncomingMessage): boolean =>
  /\bbr\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))/.test(String(request.headers['accept-encoding'] ?? ''));
