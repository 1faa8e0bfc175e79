import { Outlet, useRouterState } from '@tanstack/react-router';
import { useShut } from '../../sync/use-visitor.ts';
import { later } from '../../ui/later.tsx';

const SignIn = later(
  async () => (await import('./sign-in-room.tsx')).SignInRoom,
  () => null,
);
/** Where somebody comes in. */
const DOORS: readonly string[] = ['/sign-in', '/password'];

/** The room of the address; on a board that is internal, for whoever is not signed in, the form to sign in by in its place. */
export const Rooms = () => {
  const shut = useShut();
  const path = useRouterState({ select: (state) => state.location.pathname });
  return shut && !DOORS.includes(path) ? <SignIn /> : <Outlet />;
};
