/** How often a request is sent before the server's "busy" is believed. */
const TRIES = 10;

/** What a wait needs. */
export interface Waiting {
  /** Resolves after so many ms. */
  sleep(ms: number): Promise<unknown>;
  /** Called once, before the first wait. In: how long that is, ms. */
  onWait?(ms: number): void;
}

/**
 * Sends a request again while the server answers 503 with a Retry-After, after the wait it asks for; for requests that may be sent twice.
 * Out: the last answer, which is still a 503 after ten tries. Throws what `send` throws.
 */
export const whileBusy = async (send: () => Promise<Response>, { sleep, onWait }: Waiting): Promise<Response> => {
  for (let sent = 1; ; sent++) {
    const response = await send();
    const seconds = Number(response.headers.get('retry-after'));
    if (response.status !== 503 || !(seconds > 0) || sent === TRIES) return response;
    await response.body?.cancel();
    if (sent === 1) onWait?.(1_000 * seconds);
    await sleep(1_000 * seconds);
  }
};
