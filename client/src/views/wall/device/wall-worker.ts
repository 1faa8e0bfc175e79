const WORKER = '/wall-worker.js';

/**
 * Registers the worker that stores a copy of this page, so that a screen that boots while the server is away still shows the last state and keeps trying.
 * Only the page of the wall may do this: its Content-Security-Policy allows no trusted-types policy but `sitrep-wall-worker`. Does nothing on plain http, except on localhost.
 */
export const keepPageForNextBoot = async (): Promise<void> => {
  if (!('serviceWorker' in navigator)) return;
  const { trustedTypes } = globalThis as unknown as {
    trustedTypes?: { createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): string } };
  };
  const policy = trustedTypes?.createPolicy('sitrep-wall-worker', {
    createScriptURL(url) {
      if (url !== WORKER) throw new TypeError(`${url} is no worker of the wall`);
      return url;
    },
  });
  const registration = await navigator.serviceWorker.register(policy?.createScriptURL(WORKER) ?? WORKER, { scope: '/wall' });
  await navigator.serviceWorker.ready;
  // The worker did not see the requests that built this page, so it is given the list; fonts may still be loading.
  const tell = (): void => registration.active?.postMessage({ keep: partsOfThisPage() });
  tell();
  navigator.serviceWorker.addEventListener('controllerchange', tell);
  document.fonts.addEventListener('loadingdone', tell);
};

const partsOfThisPage = (): string[] =>
  performance
    .getEntriesByType('resource')
    .map(({ name }) => name)
    .filter((name) => new URL(name).origin === location.origin && !new URL(name).pathname.startsWith('/api/'));
