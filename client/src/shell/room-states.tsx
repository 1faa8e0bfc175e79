import { type ErrorComponentProps, Link } from '@tanstack/react-router';
import { ApiError } from '../sync/api.ts';
import { Page } from '../ui/page.tsx';

/** No such address. */
export const NotFound = () => (
  <Page title="There is nothing at this address">
    <p className="mut">It may have been renamed, or the link was cut short. The board and the history are where they were.</p>
    <p className="lk room-links">
      <Link to="/">Board</Link> <Link to="/history">History</Link>
    </p>
  </Page>
);

/** A room that broke. The rest of the page goes on. */
export const RoomFailed = ({ error, reset }: ErrorComponentProps) => {
  if (error instanceof ApiError && (error.problem.status === 401 || error.problem.status === 403)) return <NotPermitted />;
  if (error instanceof ApiError && error.problem.status === 404) return <NotFound />;
  const unreached = error instanceof ApiError && error.problem.status === 0;
  return (
    <Page title={unreached ? 'The server was not reached' : 'This room could not be drawn'}>
      <p className="mut">
        {unreached
          ? 'What you see elsewhere is the last known state, with its age in the bar.'
          : 'Nothing was lost: the board is kept apart from what you look at.'}
      </p>
      <p className="room-links">
        <button type="button" onClick={reset}>
          Try again
        </button>
      </p>
      <p className="dim mono">{error instanceof ApiError ? (error.problem.requestId ?? '') : error instanceof Error ? error.message : ''}</p>
    </Page>
  );
};

export const NotPermitted = () => (
  <Page title="Not open to you">
    <p className="mut">This part needs a session. The person who runs this board can send you a link; the server prints the owner’s own link when it starts.</p>
    <p className="lk room-links">
      <Link to="/">To the board</Link>
    </p>
  </Page>
);

/** While a room's code is on its way: heads and hairlines, no skeletons. */
export const RoomPending = () => <div className="room-pending" aria-hidden="true" />;
