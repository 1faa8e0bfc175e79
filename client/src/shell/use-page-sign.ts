import { verdict } from '@sitrep/shared/query/verdict.ts';
import { useEffect } from 'react';
import { useBoardEntry } from '../sync/use-board.ts';
import { useConnectionKind } from '../sync/use-connection.ts';
import { LEVEL_CODE } from '../ui/level-code.ts';
import { useUi } from '../ui-state.ts';

/** The title bar and the favicon carry the status, so that a tab among forty tells it too. */
export const usePageSign = (): void => {
  const entry = useBoardEntry();
  const kind = useConnectionKind();
  const room = useUi((state) => state.room);
  const told = entry === null ? null : verdict(entry.board);
  const doubtful = kind === 'stale' || kind === 'takeover' || kind === 'offline' || kind === 'outdated';
  const exercise = entry !== null && Object.keys(entry.board.drills).length > 0;
  const sign = doubtful || told === null ? 'unk' : told.counts.total === 0 ? 'none' : LEVEL_CODE[told.level];
  const title = [
    doubtful ? (kind === 'takeover' ? 'STALE.' : 'Not current.') : null,
    exercise ? 'EXERCISE running.' : null,
    `${room ?? told?.sentence ?? 'Loading'}: Sitrep`,
  ]
    .filter((part) => part !== null)
    .join(' ');
  useEffect(() => {
    document.title = title;
  }, [title]);
  useEffect(() => {
    const link = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
    if (link !== null) link.href = `/favicon-${sign}.svg`;
  }, [sign]);
};
