import { Link } from '@tanstack/react-router';
import { useBoard, useBoardEntry } from '../sync/use-board.ts';
import { useMay, useMayWork, useShut, useVisitor } from '../sync/use-visitor.ts';
import kit from '../ui/kit.module.css';
import { useUi } from '../ui-state.ts';
import { ConnectionNote } from './connection-note.tsx';
import { PageClock } from './page-clock.tsx';
import { ROOMS } from './rooms.ts';
import { SettingsMenu } from './settings-menu.tsx';
import styles from './top-bar.module.css';
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
  const mayWork = useMayWork();
  const maySight = useMay('sight');
  const isNobody = useVisitor()?.kind === null;
  const shut = useShut();
  const set = useUi((state) => state.set);
  return (
    <header className={styles.bar}>
      <Link to="/" className={styles.wordmark} aria-label="Sitrep, to the board">
        <i aria-hidden="true" />
        Sitrep
      </Link>
      <span className={`${kit.dim} ${styles.boardName}`}>{shut ? '' : (name ?? (known ? 'New board' : ''))}</span>
      <nav className={styles.rooms} aria-label="Rooms">
        <RoomLinks />
        <a href="/wall">Wall</a>
      </nav>
      <span className={styles.spacer} />
      {mayWork ? (
        <Link to="/report" className={`${kit.button} ${styles.report}`}>
          Report an incident <kbd>N</kbd>
        </Link>
      ) : maySight ? (
        <Link to="/sighting" className={`${kit.button} ${styles.report}`}>
          A customer sees this <kbd>S</kbd>
        </Link>
      ) : null}
      {isNobody && !shut ? (
        <Link to="/sign-in" className={`${kit.link} ${styles.signIn}`}>
          Sign in
        </Link>
      ) : null}
      <button type="button" className={`${kit.bareButton} ${kit.dim} ${styles.find}`} onClick={() => set({ open: 'find' })}>
        Find<span className={styles.orJump}> or jump</span> <kbd>/</kbd>
      </button>
      {shut ? null : <ConnectionNote />}
      <Watchers />
      <PageClock />
      <SettingsMenu />
    </header>
  );
};

/** Links to the rooms at the bottom of narrow screens, within reach of the thumb. */
export const BottomBar = () => {
  const set = useUi((state) => state.set);
  return (
    <nav className={styles.bottom} aria-label="Rooms">
      <RoomLinks />
      <button type="button" className={`${kit.bareButton} ${styles.bottomFind}`} onClick={() => set({ open: 'find' })}>
        Find
      </button>
    </nav>
  );
};
