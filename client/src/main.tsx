// First, so that what the shell and the rooms say of an element comes after what is said of all.
import './ui/tokens.css';
import './ui/base.css';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createAppRouter } from './router.tsx';
import { createSync } from './sync/create-sync.ts';
import { dialSocket } from './sync/dial.ts';
import { holdsEntryLink, takeEntryLink } from './sync/entry-link.ts';
import { exchangeLink } from './sync/exchange-link.ts';
import { oncePerFrame } from './sync/frame.ts';
import { SIGNED_OUT } from './sync/kept-board.ts';
import { cameFromCache, newerPage } from './sync/newer-page.ts';
import { pollBoard } from './sync/poll.ts';
import { browserClock, createServerClock } from './sync/server-clock.ts';
import { SyncContext } from './sync/sync-context.ts';
import { createSyncStore } from './sync/sync-store.ts';
import { createTicker } from './sync/ticker.ts';
import { askWhoAmI } from './sync/who-am-i.ts';
import { NowContext } from './ui/now-context.ts';

const clock = createServerClock(browserClock);
const ticker = createTicker(clock, document);
const sync = createSync({
  store: createSyncStore(),
  clock,
  ticker,
  dial: dialSocket,
  poll: pollBoard,
  random: Math.random,
  after(ms, act) {
    const timer = setTimeout(act, ms);
    return () => clearTimeout(timer);
  },
  perFrame: oncePerFrame,
  storage: localStorage,
  whoAmI: () => askWhoAmI(clock),
  newerPage,
  putAside: cameFromCache(),
  exchange: exchangeLink,
  report: (code, detail) => console.warn(`sitrep: ${code}: ${detail}`),
});

addEventListener('online', () => sync.offline(false));
addEventListener('offline', () => sync.offline(true));
addEventListener('storage', ({ key }) => {
  if (key === SIGNED_OUT) sync.leftElsewhere();
});
addEventListener('pagehide', () => sync.keep());
document.addEventListener('visibilitychange', () => {
  if (!document.hidden) sync.wake();
});
document.addEventListener('resume', () => sync.resumedFromSuspend());
if (!navigator.onLine) sync.offline(true);
// A link opened in a tab that shows the board already changes the fragment alone.
addEventListener('hashchange', () => {
  if (holdsEntryLink(location)) location.reload();
});
void sync.start(takeEntryLink(location, history));

const container = document.getElementById('root');
if (container === null) throw new Error('the page has no #root');
createRoot(container).render(
  <StrictMode>
    <SyncContext value={sync}>
      <NowContext value={ticker}>
        <RouterProvider router={createAppRouter()} />
      </NowContext>
    </SyncContext>
  </StrictMode>,
);
