/** Which build of the page runs here, and whether the server has a newer one. */
export interface PageBuild {
  /** The server has a newer page: this one should reload at a calm moment. */
  readonly outdated: boolean;
  /** Call it on each connection attempt. From the second on, the server may have been replaced before it named a build. */
  dialled(): void;
  /** Call it when the server named its build. */
  named(build: string): void;
  /** `count`: total number of events on the board that this page does not know. */
  sawUnsupported(count: number): void;
  /** Call it on an answer that this page cannot read. */
  sawUnreadable(): void;
  close(): void;
}
export interface PageBuildPorts {
  /** Whether the server has a different page than this one; null when it did not answer. */
  readonly newerPage: () => Promise<boolean | null>;
  /** This page came from the browser's stored copy, so the first build it hears of may not be its own. */
  readonly putAside: boolean;
  /** 0 <= r < 1. */
  readonly random: () => number;
  /** Runs `act` after `ms`. Out: cancels it. */
  readonly after: (ms: number, act: () => void) => () => void;
  /** Called when `outdated` becomes true. */
  readonly onOutdated: () => void;
}

const ASK_AGAIN_MS = 5_000;
// Sentinel: never equals a real build, so that whichever is named next counts as another one.
const SOME_OTHER_BUILD = '';

/** The named build is only a hint; the page that the server serves now decides. */
export const createPageBuild = (ports: PageBuildPorts): PageBuild => {
  /** The build this page is assumed to be. */
  let own: string | null = null;
  let named: string | null = null;
  let outdated = false;
  let unsupported = 0;
  let dials = 0;
  let closed = false;
  let stopAsking: (() => void) | null = null;

  const compare = async (): Promise<void> => {
    stopAsking?.();
    const asked = named;
    const found = await ports.newerPage();
    // Another build was named meanwhile and triggered its own request.
    if (closed || named !== asked) return;
    if (found === null) {
      stopAsking = ports.after(ASK_AGAIN_MS * (0.5 + ports.random()), () => void compare());
      return;
    }
    own = asked;
    outdated = found;
    if (outdated) ports.onOutdated();
  };

  return {
    get outdated() {
      return outdated;
    },
    dialled() {
      dials += 1;
    },
    named(build) {
      named = build;
      const mayBeAnother = own !== null || ports.putAside || dials > 1;
      if (build !== own && mayBeAnother) return void compare();
      stopAsking?.();
      own = build;
    },
    sawUnsupported(count) {
      if (count <= unsupported) return;
      unsupported = count;
      // Such events come from a newer server, or were written before a rollback to an older build; then no page knows them.
      if (named === null) own = SOME_OTHER_BUILD;
      else void compare();
    },
    sawUnreadable: () => void compare(),
    close() {
      closed = true;
      stopAsking?.();
    },
  };
};
