import { type BoardState, lookup } from '@sitrep/shared/domain/state.ts';
import { componentName } from '@sitrep/shared/words/component-names.ts';
import { verdictOf } from '@sitrep/shared/words/verdict.ts';
import { useRouterState } from '@tanstack/react-router';
import { doubtWords } from '../sync/connection.ts';
import { useBoardEntry } from '../sync/use-board.ts';
import { useConnectionKind } from '../sync/use-connection.ts';
import { useIncident } from '../sync/use-incident.ts';
import { usePageSign } from '../ui/page-sign.ts';
import { ROOMS } from './rooms.ts';

// A hand-typed address may contain an invalid percent escape.
const readable = (part: string): string => {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
};

/** The tab title of the room at an address; null on the board, whose title is the verdict. */
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
  if (room === 'report' && id === '') return 'Report an incident';
  if (room === 'components' && id !== '') return board === null ? id : componentName(board, id);
  return id === '' ? (ROOMS.find(({ to }) => to === `/${room}`)?.words ?? 'Not found') : 'Not found';
};

/** Sets title and favicon of the current room. */
export const RoomSign = () => {
  const entry = useBoardEntry();
  const kind = useConnectionKind();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const room = useRoomName(path, entry?.board ?? null);
  const verdict = entry === null ? null : verdictOf(entry.board);
  usePageSign({
    words: room ?? verdict?.sentence ?? 'Loading',
    level: verdict === null ? null : verdict.counts.total === 0 ? 'none' : verdict.level,
    doubt: doubtWords(kind),
    exercise: entry !== null && Object.keys(entry.board.drills).length > 0,
  });
  return null;
};
