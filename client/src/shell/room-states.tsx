import { type ErrorComponentProps, Link } from '@tanstack/react-router';
import { ApiError } from '../sync/api.ts';
import kit from '../ui/kit.module.css';
import { NothingHere } from '../ui/nothing-here.tsx';
import { Page } from '../ui/page.tsx';
import styles from './room-states.module.css';

/** Shown when the address has no room. */
export const NotFound = () => (
  <NothingHere title="There is nothing at this address">
    It may have been renamed, or the link was cut short. The board and the history are where they were.
  </NothingHere>
);

/** Shown in place of a room that threw an error. The rest of the page keeps working. */
export const RoomFailed = ({ error, reset }: ErrorComponentProps) => {
  if (error instanceof ApiError && (error.problem.status === 401 || error.problem.status === 403)) return <NotPermitted />;
  if (error instanceof ApiError && error.problem.status === 404) return <NotFound />;
  const unreached = error instanceof ApiError && error.problem.status === 0;
  return (
    <Page title={unreached ? 'The server was not reached' : 'This room could not be drawn'}>
      <p className={kit.muted}>
        {unreached
          ? 'What you see elsewhere is the last known state, with its age in the bar.'
          : 'Nothing was lost: the board is kept apart from what you look at.'}
      </p>
      <p className={styles.links}>
        <button type="button" onClick={reset}>
          Try again
        </button>
      </p>
      <p className={`${kit.dim} ${kit.mono}`}>{error instanceof ApiError ? (error.problem.requestId ?? '') : error instanceof Error ? error.message : ''}</p>
    </Page>
  );
};

export const NotPermitted = () => (
  <Page title="Not open to you">
    <p className={kit.muted}>
      This part needs a session. The person who runs this board can send you a link; the server prints the owner’s own link when it starts.
    </p>
    <p className={`${kit.links} ${styles.links}`}>
      <Link to="/">To the board</Link>
    </p>
  </Page>
);

/** Shown while the code of a room loads: headings and lines, no skeletons. */
export const RoomPending = () => <div className={styles.pending} aria-hidden="true" />;
