/** How long an incident may wait until somebody acknowledges it, ms, and who is asked next, in their order. A setting of the server, for responders only. */
export interface TakeRule {
  readonly withinMs: number;
  readonly next: readonly string[];
}
