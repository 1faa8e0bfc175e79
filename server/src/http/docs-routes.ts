import type { Route } from './route.ts';
export const docsRoutes = (_routes: readonly Route[]): Route[] => [];
