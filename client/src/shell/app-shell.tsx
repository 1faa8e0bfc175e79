import { Outlet } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useStore } from 'zustand';
import { useSync } from '../sync/sync-context.ts';
import { useBoard } from '../sync/use-board.ts';
import { useConnectionKind } from '../sync/use-connection.ts';
import { later, preloadAll } from '../ui/later.tsx';
import { useUi } from '../ui-state.ts';
import styles from './app-shell.module.css';
import { DrillBar } from './drill-bar.tsx';
import { NoteBar } from './note-bar.tsx';
import { RoomSign } from './room-sign.tsx';
import { StaleBar } from './stale-bar.tsx';
import { BottomBar, TopBar } from './top-bar.tsx';
import { useCalmReload } from './use-calm-reload.ts';
import { useKeys } from './use-keys.ts';
import { useTheme } from './use-theme.ts';
import { WorseNotice } from './worse-notice.tsx';

const Coming = ({ onClose }: { onClose: () => void }) => (
  <div className={styles.coming} role="status">
    This part comes from the server, which has not sent it yet.{' '}
    <button type="button" onClick={onClose}>
      Close
    </button>
  </div>
);
const FindDialog = later(async () => (await import('./find-dialog.tsx')).FindDialog, Coming);
const KeysDialog = later(async () => (await import('./keys-dialog.tsx')).KeysDialog, Coming);
const LinkFailed = later(
  async () => (await import('./link-failed.tsx')).LinkFailed,
  () => null,
);
/** Only people are told of walls that fell silent. */
const SilentScreens = later(
  async () => (await import('./silent-screens.tsx')).SilentScreens,
  () => null,
);
// By then the board is painted and live.
const PRELOAD_AFTER_MS = 5_000;

/** The frame around every room: top bar, connection, exercise, dialogs. */
export const AppShell = ({ children = <Outlet /> }: { children?: React.ReactNode }) => {
  useTheme();
  useKeys();
  useCalmReload();
  const inside = useStore(useSync().store, ({ scope, visitor }) => scope === 'internal' && visitor?.kind !== 'kiosk');
  const linkFailed = useStore(useSync().store, (state) => state.linkFailed);
  useEffect(() => {
    const timer = setTimeout(() => void preloadAll(), PRELOAD_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <>
      <a className={styles.skipLink} href="#main">
        To the content
      </a>
      <RoomSign />
      <WorseNotice />
      <TopBar />
      <SampleNote />
      {linkFailed === null ? null : <LinkFailed why={linkFailed} />}
      {inside ? <SilentScreens /> : null}
      <StaleBar />
      <DrillBar />
      <Ground>{children}</Ground>
      <BottomBar />
      <Dialogs />
    </>
  );
};

/** The hatching over the page while it may be wrong. */
const Ground = ({ children }: { children: React.ReactNode }) => {
  const kind = useConnectionKind();
  return (
    <div className={styles.ground} data-doubt={kind === 'takeover' || kind === 'outdated' ? '' : undefined}>
      {children}
    </div>
  );
};

const SampleNote = () => {
  const { notice } = useBoard();
  return notice === null ? null : (
    <NoteBar label="About this board">
      <span>{notice.split('`').map((part, index) => (index % 2 === 1 ? <code key={part}>{part}</code> : part))}</span>
    </NoteBar>
  );
};

const Dialogs = () => {
  const open = useUi((state) => state.open);
  const set = useUi((state) => state.set);
  const close = () => set({ open: null });
  return (
    <>
      {open === 'find' ? <FindDialog onClose={close} /> : null}
      {open === 'keys' ? <KeysDialog onClose={close} /> : null}
    </>
  );
};
