/**
 * The versions of the wire this build speaks: every one from MIN_WIRE to WIRE. Two ends speak the newest that both know, so that an open page of the
 * version before keeps working while nodes are replaced one by one; ends that have none in common part, and the page loads itself again.
 *
 * - 1: hello, snapshot, delta, heartbeat, wait, drain, refused. Knows no range: its pages are told to load again.
 * - 2: a hello names a range; snapshot and heartbeat name the newest version of their server.
 * - 3: watch, unwatch, ephemeral.
 *
 * Within the range a message keeps its shape: what must look different is a new message, and whoever agreed on less is sent the old one. `version.test.ts`
 * notices. A board that pages of an older version could not draw raises MIN_WIRE, since its shape is no message's.
 */
export const WIRE = 3;
export const MIN_WIRE = 2;

/** What one end speaks. Before version 2 a single number was said, which is a range of one. */
export interface SpokenRange {
  readonly wire: number;
  readonly minWire?: number | undefined;
}

/** The version to speak with somebody of this range; null when there is none in common. */
export const agreedWire = ({ wire, minWire = wire }: SpokenRange): number | null => {
  const agreed = Math.min(wire, WIRE);
  return agreed >= Math.max(minWire, MIN_WIRE) ? agreed : null;
};
