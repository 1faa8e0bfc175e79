import type { Page } from '@playwright/test';

/** What a wall was seen to claim since its page was loaded. */
export interface SeenClaims {
  readonly samples: number;
  /** The greatest age of the server's last word at which LIVE was on screen, ms. */
  readonly oldestLive: number;
  /** How long LIVE was on screen although the last word was older than 15 s, in ms to a quarter of a second. */
  readonly liveTooLong: number;
  /** The age of the last word when the silence took the wall over; null when it never did. */
  readonly takenOverAt: number | null;
}

const EVERY_MS = 250;
const MAY_BE_LIVE_MS = 15_000;

/**
 * Watches, from inside a page that is not loaded yet, what its foot claims. The age of a word is counted from when the server wrote it, by the time that
 * the frames carry: a word that lay in a buffer is as old as it is. Server and test share one clock, which is read here before any other script can bend it.
 */
export const watchClaims = async (page: Page): Promise<() => Promise<SeenClaims>> => {
  await page.addInitScript(
    ({ every, limit }) => {
      const now = Date.now.bind(Date);
      const seen = { samples: 0, oldestLive: 0, liveTooLong: 0, takenOverAt: null as number | null };
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
      const look = (lasted: number) => {
        const foot = document.querySelector('footer');
        if (foot === null || word === null) return;
        const age = now() - word;
        if (/LIVE/.test(foot.textContent ?? '')) {
          seen.oldestLive = Math.max(seen.oldestLive, age);
          if (age > limit) seen.liveTooLong += lasted;
        }
        if (foot.dataset.kind === 'takeover') seen.takenOverAt ??= age;
      };
      // What stands for less than a quarter of a second is seen as well.
      new MutationObserver(() => look(0)).observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
      setInterval(() => {
        if (word !== null) seen.samples += 1;
        look(every);
      }, every);
    },
    { every: EVERY_MS, limit: MAY_BE_LIVE_MS },
  );
  return () => page.evaluate(() => (window as unknown as { sitrepClaims: SeenClaims }).sitrepClaims);
};
