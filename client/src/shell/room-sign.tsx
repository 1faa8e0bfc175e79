import { type BoardState, lookup } from '@sitrep/shared/domain/state.ts';
import { componentName } from '@sitrep/shared/words/component-names.ts';
import { useRouterState } from '@tanstack/react-router';
import { useBoardEntry } from '../sync/use-board.ts';
import { useShut } from '../sync/use-visitor.ts';
import { later } from '../ui/later.tsx';
import { ROOMS } from './rooms.ts';
import { Sign } from './sign.tsx';

// A hand-typed address may contain an invalid percent escape.
const readable = (part: string): string => {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
};

const incidentTitle = (id: string, board: BoardState | null): string => (board === null ? undefined : lookup(board.incidents, id)?.title) ?? id;

/** The tab title of the room at an address; null on the board, whose title is the verdict. */
const roomName = ([room, id, ...more]: readonly [string, string, ...string[]], board: BoardState | null): string | null => {
  if (room === '') return null;
  if (more.some((part) => part !== '')) return 'Not found';
  if (room === 'incidents' && id !== '') return incidentTitle(id, board);
  if (room === 'report' && id === '') return 'Report an incident';
  if (room === 'components' && id !== '') return board === null ? id : componentName(board, id);
  return id === '' ? (ROOMS.find(({ to }) => to === `/${room}`)?.words ?? 'Not found') : 'Not found';
};

/** Many incidents are no longer on the board: their titles are known when they were read. */
const IncidentSign = later(
  async () => (await import('./incident-sign.tsx')).IncidentSign,
  ({ known }: { id: string; known: string }) => <Sign room={known} />,
);

/** Sets title and favicon of the current room. */
export const RoomSign = () => {
  const board = useBoardEntry()?.board ?? null;
  const path = useRouterState({ select: (state) => state.location.pathname });
  const shut = useShut();
  const [, room = '', id = '', ...more] = path.split('/').map(readable);
  if (shut) return <Sign room="Sign in" />;
  const name = roomName([room, id, ...more], board);
  return name !== null && room === 'incidents' && id !== '' && more.every((part) => part === '') ? <IncidentSign id={id} known={name} /> : <Sign room={name} />;
};
