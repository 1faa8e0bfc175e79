/**
 * The version of the wire. Raised whenever a message or an event changes its shape; `version.test.ts` notices.
 *
 * - 1: hello, snapshot, delta, heartbeat, wait, drain, refused.
 */
export const WIRE_VERSION = 1;
