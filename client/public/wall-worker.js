// Keeps a copy of the wall's page and its parts, so that a screen that boots while the server is away shows its last state and goes on trying.
//
//     page of the wall    ─▶ the server, within 4 s ─▶ else the copy          what the API says is never kept here
//     hashed parts        ─▶ the copy, they never change ─▶ else the server
//     theme, small images ─▶ the server, within 4 s ─▶ else the copy
const KEPT = 'sitrep-wall';
const PATIENCE_MS = 4_000;

const isPart = ({ pathname, search }) => search === '' && (pathname.startsWith('/assets/') || /^\/(?:theme\.js|favicon-\w+\.svg)$/.test(pathname));
/** One copy of the page serves every address of the wall: what it shows is read from the address by its script. */
const PAGE = '/wall';

const HTML = /^text\/html\b/i;
const TYPE_OF = {
  js: /^(?:text|application)\/(?:x-)?javascript\b/i,
  css: /^text\/css\b/i,
  svg: /^image\/svg\+xml\b/i,
  json: /^application\/json\b/i,
  woff: /^(?:font|application)\/(?:x-)?(?:font-)?woff\b/i,
  woff2: /^(?:font|application)\/(?:x-)?(?:font-)?woff2\b/i,
};

/** What a proxy says in the server's place, such as a page to sign in, looks like an answer too. Once kept it would be shown without it, and a hashed part for ever. */
const isOurs = (response, type) => response.ok && !response.redirected && type.test(response.headers.get('content-type') ?? '');
/** In: a part's answer, kept or new. It is ours when its type is that of its name. */
const fits = ({ url }, response) => isOurs(response, TYPE_OF[new URL(url).pathname.split('.').pop()] ?? /^$/);

const fetchAndKeep = async (request) => {
  const response = await fetch(request);
  if (!fits(request, response)) throw new TypeError(`${request.url} was answered ${response.status} ${response.headers.get('content-type')}`);
  const cache = await caches.open(KEPT);
  await cache.put(request, response.clone());
  return response;
};
const tooLate = () => new Promise((_, reject) => setTimeout(() => reject(new Error('late')), PATIENCE_MS));

const page = async (request) => {
  const answer = fetch(request);
  try {
    const response = await Promise.race([answer, tooLate()]);
    // A navigation is handed its redirects unread. Whatever else is no page is a proxy's: it says that the server is away, and a wall says that better.
    if (response.ok || response.type === 'opaqueredirect') return response;
    throw new Error(`answered ${response.status}`);
  } catch (error) {
    const kept = await caches.match(PAGE, { cacheName: KEPT });
    if (kept !== undefined) return kept;
    return answer.catch(() => Promise.reject(error));
  }
};

const part = async (request) => {
  const hashed = new URL(request.url).pathname.startsWith('/assets/');
  const found = await caches.match(request, { cacheName: KEPT });
  const kept = found !== undefined && fits(request, found) ? found : null;
  if (kept === null) return fetchAndKeep(request);
  if (hashed) return kept;
  // The page draws nothing before its theme is there.
  return Promise.race([fetchAndKeep(request), tooLate()]).catch(() => kept);
};

/** Keeps the page with all its parts or not at all: a copy that asks for what is nowhere is a dark screen. In: the addresses of the parts of a page that runs. */
const keepWhole = async (parts) => {
  await Promise.all(parts.map(({ href }) => part(new Request(href))));
  const response = await fetch(PAGE);
  if (!isOurs(response, HTML)) return;
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
