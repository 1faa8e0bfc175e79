import { type BoardState, lookup } from '@sitrep/shared/domain/state.ts';
import { verdict } from '@sitrep/shared/query/verdict.ts';
import { useRouterState } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useBoardEntry } from '../sync/use-board.ts';
import { useConnectionKind } from '../sync/use-connection.ts';
import { useIncident } from '../sync/use-incident.ts';
import { LEVEL_CODE } from '../ui/level-code.ts';
import { ROOMS } from './rooms.ts';

// An address typed by hand may hold a stray per cent sign.
const readable = (part: string): string => {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
};

/** What a tab calls the room at an address; null on the board, where the verdict speaks. */
const useRoomName = (path: string, board: BoardState | null): string | null => {
  const [, room = '', id = '', ...more] = path.split('/').map(readable);
  const ofIncident = room === 'incidents' && id !== '';
  const { data, error } = useIncident(id, { ask: false });
  if (room === '') return null;
  if (more.some((part) => part !== '')) return 'Not found';
  if (ofIncident) {
    const title = data?.incident.title ?? (board === null ? undefined : lookup(board.incidents, id)?.title);
    return title ?? (error?.problem.status === 404 ? 'No such incident' : id);
  }
  if (room === 'components' && id !== '') return (board === null ? undefined : lookup(board.components, id)?.name) ?? id;
  return id === '' ? (ROOMS.find(({ to }) => to === `/${room}`)?.words ?? 'Not found') : 'Not found';
};

/** The title bar and the favicon carry the status, so that a tab among forty tells it too. */
export const usePageSign = (): void => {
  const entry = useBoardEntry();
  const kind = useConnectionKind();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const room = useRoomName(path, entry?.board ?? null);
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
