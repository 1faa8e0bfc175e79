/** Advice for the operator when a stored event cannot be read. */
export const DAMAGE_ADVICE =
  'Look at the whole log with "npm run sitrep -- verify", and bring it back from an export: start on a new DATA_DIR, or an empty database, and import it there.';

/** A stored event that cannot be read: damaged on disk, or tampered with. Nothing after it can be folded. */
export class UnreadableEvent extends Error {
  readonly seq: number;
  readonly why: string;
  constructor(seq: number, why: string) {
    super(`Event ${seq} of the log cannot be read: ${why}. ${DAMAGE_ADVICE}`);
    this.seq = seq;
    this.why = why;
  }
}
