/** Something that protects the server by refusing or giving up, and so could itself become the outage: it is watched. */
export interface Guard {
  /** As in `guard_<name>_state`. */
  readonly name: string;
  /** What `state` says, for `/metrics`. */
  readonly help: string;
  state(): number;
  /** How often it has acted since the start. */
  trips(): number;
  /** Tries it. What is wrong, in words; null when it does its work. */
  test(): Promise<string | null> | string | null;
  /** Puts it back into a state from which it can work. */
  reset(): Promise<void> | void;
}
