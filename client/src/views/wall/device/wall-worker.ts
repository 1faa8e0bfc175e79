const WORKER = '/wall-worker.js';

/**
 * Registers the worker that keeps a copy of this page, so that a screen that boots while the server is away still shows the last state and goes on trying.
 * Only the page of the wall may: its policy names `sitrep-wall-worker` and no other. Absent on plain http beyond this machine.
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
  // What this page was made of was fetched before the worker was there to see it, and letters may still be on their way.
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
