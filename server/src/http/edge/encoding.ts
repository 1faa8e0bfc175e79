import type { IncomingMessage } from 'node:http';

/** True unless the client does not name brotli, or names it with weight zero. */
export const acceptsBrotli = (request: IncomingMessage): boolean =>
  /\bbr\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))/.test(String(request.headers['accept-encoding'] ?? ''));
