/** Something that protects the server by refusing or dropping work, and could therefore cause an outage itself, so it is tested. */
export interface Guard {
  /** The name in the metric `guard_<name>_state`. */
  readonly name: string;
  /** What the values of `state` mean, for `/metrics`. */
  readonly help: string;
  state(): number;
  /** How often it has refused or dropped work since the start. */
  trips(): number;
  /** Tests the guard. Resolves to what is wrong, in words, or null when it works. */
  test(): Promise<string | null> | string | null;
  /** Resets it to a working state. */
  reset(): Promise<void> | void;
}
