/** The newest evidence for what a statement says. `statedAt`: which statement of that id it is for. All UTC ms. */
export interface Renewal {
  readonly statementId: string;
  readonly statedAt: number;
  readonly renewedAt: number;
  readonly freshUntil: number;
}

/** Evidence that was renewed, beside the log. A renewal survives its process; one of the last moments may be lost with the machine, never the reverse. */
export interface EvidenceStore {
  /** Replaces the renewal of that statement, except one of a later statement of that id. Throws StoreUnavailable. */
  renew(renewal: Renewal): Promise<void>;
  /** The newest of each statement. Throws StoreUnavailable. */
  all(): Promise<Renewal[]>;
  /** Forgets those that ended before `before` (UTC ms) and are not among `statementIds`. */
  prune(statementIds: readonly string[], before: number): Promise<void>;
  close(): Promise<void>;
}
