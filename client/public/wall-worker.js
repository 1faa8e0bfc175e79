// Keeps a copy of the wall's page and its parts, so that a screen that boots while the server is away shows its last state and goes on trying.
//
//     page of the wall ─▶ the server, within 4 s ─▶ else the copy          what the API says is never kept here
//     hashed parts     ─▶ the copy, they never change ─▶ else the server
const KEPT = 'sitrep-wall';
const PATIENCE_MS = 4_000;

const isPart = ({ pathname, search }) => search === '' && (pathname.startsWith('/assets/') || /^\/(?:theme\.js|favicon-\w+\.svg)$/.test(pathname));
/** One copy of the page serves every address of the wall: what it shows is read from the address by its script. */
const PAGE = '/wall';

/** What a proxy says in the server's place, such as a page to sign in, looks like an answer too. Once kept it would be shown without it, and a hashed part for ever. */
const isOurs = (response, html) => response.ok && !response.redirected && /^text\/html\b/i.test(response.headers.get('content-type') ?? '') === html;

const fetchAndKeep = async (request) => {
  const response = await fetch(request);
  if (isOurs(response, false)) {
    const cache = await caches.open(KEPT);
    await cache.put(request, response.clone());
  }
  return response;
};

const page = async (request) => {
  const late = new Promise((_, reject) => setTimeout(() => reject(new Error('late')), PATIENCE_MS));
  const answer = fetch(request);
  try {
    const response = await Promise.race([answer, late]);
    if (response.status < 500) return response;
    throw new Error(`answered ${response.status}`);
  } catch (error) {
    const kept = await caches.match(PAGE, { cacheName: KEPT });
    if (kept !== undefined) return kept;
    return answer.catch(() => Promise.reject(error));
  }
};

const part = async (request) => {
  const hashed = new URL(request.url).pathname.startsWith('/assets/');
  const kept = await caches.match(request, { cacheName: KEPT });
  if (hashed && kept !== undefined) return kept;
  return fetchAndKeep(request).catch((error) => kept ?? Promise.reject(error));
};

/** Keeps the page with all its parts or not at all: a copy that asks for what is nowhere is a dark screen. In: the addresses of the parts of a page that runs. */
const keepWhole = async (parts) => {
  await Promise.all(parts.map(({ href }) => part(new Request(href))));
  const response = await fetch(PAGE);
  if (!isOurs(response, true)) return;
  const wanted = new Set(parts.map(({ pathname }) => pathname));
  const named = [...(await response.clone().text()).matchAll(/"(\/assets\/[^"]+)"/g)].map(([, path]) => path);
  // A newer page than the one that asks comes with parts of its own, and asks when it runs; one without parts is not ours.
  if (named.length === 0 || !named.every((path) => wanted.has(path))) return;
  const cache = await caches.open(KEPT);
  const kept = await Promise.all(named.map((path) => cache.match(path)));
  if (kept.includes(undefined)) return;
  await cache.put(PAGE, response);
  await forget(wanted);
};

/** Code of earlier versions, that no page asks for any more. Letters may come later than a page tells of its parts. */
const forget = async (wanted) => {
  const cache = await caches.open(KEPT);
  for (const request of await cache.keys()) {
    const { pathname } = new URL(request.url);
    if (/^\/assets\/.*\.(?:js|css)$/.test(pathname) && !wanted.has(pathname)) await cache.delete(request);
  }
};

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
self.addEventListener('message', (event) => {
  const keep = (event.data?.keep ?? []).map((address) => new URL(address, location.href)).filter(({ origin }) => origin === location.origin);
  event.waitUntil(keepWhole(keep.filter(isPart)).catch(() => undefined));
});
self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== location.origin) return;
  if (request.mode === 'navigate' && url.pathname === PAGE) event.respondWith(page(request));
  else if (isPart(url)) event.respondWith(part(request));
});
