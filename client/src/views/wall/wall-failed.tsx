import { useEffect } from 'react';
import kit from '../../ui/kit.module.css';
import { Page } from '../../ui/page.tsx';
import { reload } from './device/reload.ts';

const AGAIN_MS = 60_000;

/** Shown when the wall threw an error or a file of it did not load. Reloads by itself, because nobody is there to do it. */
export const WallFailed = ({ error }: { error: unknown }) => {
  useEffect(() => {
    const timer = setInterval(() => void reload(), AGAIN_MS);
    return () => clearInterval(timer);
  }, []);
  return (
    <Page title="This wall could not be drawn">
      <p className={kit.muted}>It is not current. It loads itself again every minute, as soon as the server answers.</p>
      <p className={`${kit.dim} ${kit.mono}`}>{error instanceof Error ? error.message : ''}</p>
    </Page>
  );
};
