import type { Page } from '@playwright/test';

/** The claims seen on a wall since its page was loaded. */
export interface SeenClaims {
  readonly samples: number;
  /**
   * At how many looks, four a second, LIVE was on screen although the last word was older than 15 s. Looks are turns of the page: one that gets none, on a
   * loaded machine, has no turn to write the truth in either.
   */
  readonly liveTooLong: number;
  /** At how many looks the last word was older than a minute, and the silence had not taken the wall over. */
  readonly notTakenOver: number;
  /** The age of the last message when the silence took over the wall, ms; null when it never did. */
  readonly takenOverAt: number | null;
}

const EVERY_MS = 250;
const MAY_BE_LIVE_MS = 15_000;
const TAKEN_OVER_MS = 60_000;

/**
 * Watches, from inside a page that is not loaded yet, what its foot claims. The age of a word is counted from when the server wrote it, by the time that
 * the frames carry: a word that lay in a buffer is as old as it is. Server and test share one clock, which is read here before any other script can bend it.
 */
export const watchClaims = async (page: Page): Promise<() => Promise<SeenClaims>> => {
  await page.addInitScript(
    ({ every, limit, end }) => {
      const now = Date.now.bind(Date);
      const seen = { samples: 0, liveTooLong: 0, notTakenOver: 0, takenOverAt: null as number | null };
      let word: number | null = null;
      Object.assign(window, { sitrepClaims: seen });
      const Socket = window.WebSocket;
      window.WebSocket = class extends Socket {
        constructor(url: string | URL, protocols?: string | string[]) {
          super(url, protocols);
          let answered = false;
          this.addEventListener('message', ({ data }) => {
            if (!String(data).startsWith('42')) return;
            const written = [...String(data).matchAll(/"(?:now|recordedAt)":(\d{13})/g)].map(([, ms]) => Number(ms));
            // What answers the hello of a new connection brings the past, and was written now. So was what carries no time: that the server stops.
            word = answered && written.length > 0 ? Math.max(word ?? 0, ...written) : now();
            answered = true;
          });
        }
      };
      const look = (looks: number) => {
        const foot = document.querySelector('footer');
        if (foot === null || word === null) return;
        const age = now() - word;
        if (age > limit && /LIVE/.test(foot.textContent ?? '')) seen.liveTooLong += looks;
        if (foot.dataset.kind === 'takeover') seen.takenOverAt ??= age;
        else if (age > end) seen.notTakenOver += looks;
      };
      // When it is taken over is seen at once.
      new MutationObserver(() => look(0)).observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
      setInterval(() => {
        if (word !== null) seen.samples += 1;
        look(1);
      }, every);
    },
    { every: EVERY_MS, limit: MAY_BE_LIVE_MS, end: TAKEN_OVER_MS },
  );
  return () => page.evaluate(() => (window as unknown as { sitrepClaims: SeenClaims }).sitrepClaims);
};
