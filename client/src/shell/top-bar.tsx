import { Link } from '@tanstack/react-router';
import { useBoard, useBoardEntry } from '../sync/use-board.ts';
import { useMayWrite } from '../sync/use-visitor.ts';
import { useUi } from '../ui-state.ts';
import { ConnectionNote } from './connection-note.tsx';
import { PageClock } from './page-clock.tsx';
import { ROOMS } from './rooms.ts';
import { SettingsMenu } from './settings-menu.tsx';
import { Watchers } from './watchers.tsx';

const RoomLinks = () =>
  ROOMS.map(({ to, words }) => (
    <Link key={to} to={to} activeOptions={{ exact: to === '/' }} activeProps={{ 'aria-current': 'page' }}>
      {words}
    </Link>
  ));

export const TopBar = () => {
  const { name } = useBoard();
  const known = useBoardEntry() !== null;
  const mayWrite = useMayWrite();
  const set = useUi((state) => state.set);
  return (
    <header className="top">
      <Link to="/" className="wm" aria-label="Sitrep, to the board">
        <i aria-hidden="true" />
        Sitrep
      </Link>
      <span className="dim ws">{name ?? (known ? 'New board' : '')}</span>
      <nav className="nav" aria-label="Rooms">
        <RoomLinks />
        <a href="/wall">Wall</a>
      </nav>
      <span className="sp" />
      {mayWrite ? (
        <button type="button" className="report" onClick={() => set({ open: 'report' })}>
          Report an incident <kbd>N</kbd>
        </button>
      ) : null}
      <button type="button" className="bare dim find" onClick={() => set({ open: 'find' })}>
        Find or jump <kbd>/</kbd>
      </button>
      <ConnectionNote />
      <Watchers />
      <PageClock />
      <SettingsMenu />
    </header>
  );
};

/** On narrow screens the rooms are at the thumb. */
export const BottomBar = () => {
  const set = useUi((state) => state.set);
  return (
    <nav className="bottom" aria-label="Rooms">
      <RoomLinks />
      <button type="button" className="bare" onClick={() => set({ open: 'find' })}>
        Find
      </button>
    </nav>
  );
};
