import { useEffect } from 'react';
import kit from '../../ui/kit.module.css';
import { Page } from '../../ui/page.tsx';
import { reload } from './device/reload.ts';

const AGAIN_MS = 60_000;

/** The wall broke, or a part of it did not come. Nobody is there to try again, so it does that itself. */
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
