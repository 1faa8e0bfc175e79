import { createRootRoute, createRoute, createRouter, lazyRouteComponent, type RouterHistory } from '@tanstack/react-router';
import { AppShell } from './shell/app-shell.tsx';
import { NotFound, RoomFailed, RoomPending } from './shell/room-states.tsx';

const root = createRootRoute({ component: AppShell, notFoundComponent: NotFound, errorComponent: RoomFailed });

const board = createRoute({ getParentRoute: () => root, path: '/', component: lazyRouteComponent(() => import('./views/board/board-room.tsx'), 'BoardRoom') });

const incidents = createRoute({
  getParentRoute: () => root,
  path: '/incidents',
  component: lazyRouteComponent(() => import('./views/incidents/incidents-room.tsx'), 'IncidentsRoom'),
});
const incident = createRoute({
  getParentRoute: () => root,
  path: '/incidents/$incidentId',
  component: lazyRouteComponent(() => import('./views/incident/incident-room.tsx'), 'IncidentRoom'),
});
const history = createRoute({
  getParentRoute: () => root,
  path: '/history',
  component: lazyRouteComponent(() => import('./views/history/history-room.tsx'), 'HistoryRoom'),
});
const component = createRoute({
  getParentRoute: () => root,
  path: '/components/$componentId',
  component: lazyRouteComponent(() => import('./views/component/component-room.tsx'), 'ComponentRoom'),
});

const routes = root.addChildren([board, incidents, incident, history, component]);

/** The rooms and their addresses. Each loads its own code. */
export const createAppRouter = (history?: RouterHistory) =>
  createRouter({
    routeTree: routes,
    defaultPreload: 'intent',
    defaultErrorComponent: RoomFailed,
    defaultNotFoundComponent: NotFound,
    defaultPendingComponent: RoomPending,
    defaultPendingMs: 300,
    scrollRestoration: true,
    ...(history === undefined ? {} : { history }),
  });

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
