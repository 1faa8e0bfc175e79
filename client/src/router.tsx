import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  parseSearchWith,
  type RouterHistory,
  stringifySearchWith,
} from '@tanstack/react-router';
import { AppShell } from './shell/app-shell.tsx';
import { NotFound, RoomFailed, RoomPending } from './shell/room-states.tsx';
import { preloadLater } from './ui/later.tsx';
import { Rooms } from './views/account/rooms.tsx';
import { BoardRoom } from './views/board/board-room.tsx';
import { readHistorySearch } from './views/history/history-search.ts';
import { readIncidentSearch } from './views/incident/incident-search.ts';
import { readMaintenanceSearch } from './views/maintenance/maintenance-search.ts';
import { readReportSearch } from './views/report/report-search.ts';
import { readTemplatesSearch } from './views/templates/templates-search.ts';
import { readWallSearch } from './views/wall/address/wall-search.ts';
import { WallFailed } from './views/wall/wall-failed.tsx';

const NotFoundInShell = () => (
  <AppShell>
    <NotFound />
  </AppShell>
);
const root = createRootRoute({ notFoundComponent: NotFoundInShell, errorComponent: RoomFailed });

/** The wall stands alone: no bar, no menu, no dialogs around it. */
const wall = createRoute({
  getParentRoute: () => root,
  path: '/wall',
  validateSearch: readWallSearch,
  component: lazyRouteComponent(() => import('./views/wall/wall-room.tsx'), 'WallRoom'),
  errorComponent: WallFailed,
});

const shell = createRoute({
  getParentRoute: () => root,
  id: 'shell',
  component: () => (
    <AppShell>
      <Rooms />
    </AppShell>
  ),
});
const parent = () => shell;
const board = createRoute({ getParentRoute: parent, path: '/', component: BoardRoom });
const incidents = createRoute({
  getParentRoute: parent,
  path: '/incidents',
  component: lazyRouteComponent(
    preloadLater(() => import('./views/incidents/incidents-room.tsx')),
    'IncidentsRoom',
  ),
});
const incident = createRoute({
  getParentRoute: parent,
  path: '/incidents/$incidentId',
  validateSearch: readIncidentSearch,
  component: lazyRouteComponent(
    preloadLater(() => import('./views/incident/incident-room.tsx')),
    'IncidentRoom',
  ),
});
const component = createRoute({
  getParentRoute: parent,
  path: '/components/$componentId',
  component: lazyRouteComponent(
    preloadLater(() => import('./views/component/component-room.tsx')),
    'ComponentRoom',
  ),
});
const history = createRoute({
  getParentRoute: parent,
  path: '/history',
  validateSearch: readHistorySearch,
  component: lazyRouteComponent(
    preloadLater(() => import('./views/history/history-room.tsx')),
    'HistoryRoom',
  ),
});

const report = createRoute({
  getParentRoute: parent,
  path: '/report',
  validateSearch: readReportSearch,
  component: lazyRouteComponent(
    preloadLater(() => import('./views/report/report-room.tsx')),
    'ReportRoom',
  ),
});

const sighting = createRoute({
  getParentRoute: parent,
  path: '/sighting',
  component: lazyRouteComponent(
    preloadLater(() => import('./views/sighting/sighting-room.tsx')),
    'SightingRoom',
  ),
});

const maintenance = createRoute({
  getParentRoute: parent,
  path: '/maintenance',
  validateSearch: readMaintenanceSearch,
  component: lazyRouteComponent(
    preloadLater(() => import('./views/maintenance/maintenance-room.tsx')),
    'MaintenanceRoom',
  ),
});

const templates = createRoute({
  getParentRoute: parent,
  path: '/templates',
  validateSearch: readTemplatesSearch,
  component: lazyRouteComponent(() => import('./views/templates/templates-room.tsx'), 'TemplatesRoom'),
});

const handover = createRoute({
  getParentRoute: parent,
  path: '/handover',
  component: lazyRouteComponent(
    preloadLater(() => import('./views/handover/handover-room.tsx')),
    'HandoverRoom',
  ),
});

const signIn = createRoute({
  getParentRoute: parent,
  path: '/sign-in',
  component: lazyRouteComponent(() => import('./views/account/sign-in-room.tsx'), 'SignInRoom'),
});
const password = createRoute({
  getParentRoute: parent,
  path: '/password',
  component: lazyRouteComponent(() => import('./views/account/password-room.tsx'), 'PasswordRoom'),
});
const you = createRoute({ getParentRoute: parent, path: '/you', component: lazyRouteComponent(() => import('./views/account/you-room.tsx'), 'YouRoom') });
const people = createRoute({
  getParentRoute: parent,
  path: '/people',
  component: lazyRouteComponent(() => import('./views/account/people-room.tsx'), 'PeopleRoom'),
});

const tokens = createRoute({
  getParentRoute: parent,
  path: '/tokens',
  component: lazyRouteComponent(() => import('./views/account/tokens-room.tsx'), 'TokensRoom'),
});

const routes = root.addChildren([
  wall,
  shell.addChildren([
    board,
    incidents,
    incident,
    component,
    history,
    report,
    sighting,
    maintenance,
    templates,
    handover,
    signIn,
    password,
    you,
    people,
    tokens,
  ]),
]);

const NESTED = /[[{].*[[{].*[[{]/s;
/** A value that is longer or nests deeper than any that is meant stays the text it is: whatever walks through it later would run out of stack. */
const parseValue = (text: string): unknown => {
  if (text.length > 2_000 || NESTED.test(text)) throw new SyntaxError('no value of an address');
  return JSON.parse(text);
};

/** The rooms and their addresses. The board comes with the page, which is opened for it; each other room loads its own code. */
export const createAppRouter = (over?: RouterHistory) =>
  createRouter({
    routeTree: routes,
    parseSearch: parseSearchWith(parseValue),
    stringifySearch: stringifySearchWith(JSON.stringify, parseValue),
    defaultPreload: 'intent',
    defaultErrorComponent: RoomFailed,
    defaultNotFoundComponent: NotFound,
    defaultPendingComponent: RoomPending,
    defaultPendingMs: 300,
    scrollRestoration: true,
    ...(over === undefined ? {} : { history: over }),
  });

declare module '@tanstack/react-router' {
  interface HistoryState {
    /** Words that were typed elsewhere and go along. */
    words?: string;
  }
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
