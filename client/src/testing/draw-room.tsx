import { createMemoryHistory, createRootRoute, createRoute, createRouter, RouterProvider } from '@tanstack/react-router';
import { render } from '@testing-library/react';
import type { ReactNode } from 'react';
import { type Beat, NowContext } from '../ui/now-context.ts';

/** Renders one part of a page inside a real router, so that links have addresses. In: the part, UTC ms now. Out: Testing Library's queries, once it is rendered. */
export const drawRoom = async (part: () => ReactNode, now: number) => {
  const root = createRootRoute();
  const paths = ['/', '/incidents', '/incidents/$incidentId', '/history', '/components/$componentId'];
  const routeTree = root.addChildren(paths.map((path) => createRoute({ getParentRoute: () => root, path, component: () => part() })));
  const router = createRouter({ routeTree, history: createMemoryHistory({ initialEntries: ['/'] }) });
  await router.load();
  const beat: Beat = { now: () => now, subscribe: () => () => undefined };
  return render(
    <NowContext value={beat}>
      <RouterProvider router={router as never} />
    </NowContext>,
  );
};
