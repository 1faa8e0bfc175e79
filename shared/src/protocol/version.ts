/**
 * This build speaks the protocol versions MIN_WIRE to WIRE. Two ends use the newest one both know, so that an open page of the previous
 * version keeps working while nodes are replaced one by one. Without a common version they disconnect and the page reloads.
 *
 * - 1: hello, snapshot, delta, heartbeat, wait, drain, refused. Without ranges: its pages are told to reload.
 * - 2: a hello names a range; snapshot and heartbeat name the newest version of their server.
 * - 3: watch, unwatch, ephemeral.
 *
 * Within the range a message keeps its shape: a different shape needs a new message, and clients of an older version get the old one. `version.test.ts`
 * checks this. A board that older pages cannot draw raises MIN_WIRE, because its shape is not covered by the messages.
 */
export const WIRE = 3;
export const MIN_WIRE = 2;

/** The versions one end speaks. Version 1 sent a single number, which is a range of one. */
export interface SpokenRange {
  readonly wire: number;
  readonly minWire?: number | undefined;
}

/** The version to use with an end of this range; null when there is no common one. */
export const agreedWire = ({ wire, minWire = wire }: SpokenRange): number | null => {
  const agreed = Math.min(wire, WIRE);
  return agreed >= Math.max(minWire, MIN_WIRE) ? agreed : null;
};
