import { actorName } from '@sitrep/shared/domain/actor-name.ts';
import type { Actor } from '@sitrep/shared/domain/event.ts';
import { useCallback } from 'react';
import { usePeople } from './use-board.ts';
import { useVisitor } from './use-visitor.ts';

/** Names whoever did something, as they are called now; null where nobody is named. */
export const useNameActor = (): ((actor: Actor | null) => string | null) => {
  const people = usePeople();
  return useCallback((actor) => actorName({ people }, actor), [people]);
};

/** Whether whoever looks did it themselves. */
export const useIsMe = (): ((actor: Actor | null) => boolean) => {
  const visitor = useVisitor();
  return (actor) => actor !== null && (actor.id === undefined ? actor.name === visitor?.name : actor.id === visitor?.person);
};

/** Whoever looks, as events name them; null for nobody. */
export const useMe = (): Actor | null => {
  const visitor = useVisitor();
  if (visitor?.name == null) return null;
  const kind = visitor.kind === 'person' ? 'person' : 'token';
  return visitor.person == null ? { kind, name: visitor.name } : { kind, name: visitor.person, id: visitor.person };
};
