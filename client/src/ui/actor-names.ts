import type { Actor } from '@sitrep/shared/domain/event.ts';
import type { Holder } from '@sitrep/shared/domain/state.ts';
import { createContext, useContext } from 'react';

/** Names whoever did something, as they are called now; null where nobody is named. */
export type NameActor = (actor: Actor | null) => string | null;

/** How the page names people. Without one, by what their events say. */
export const ActorNames = createContext<NameActor>((actor) => actor?.name ?? null);
export const useActorName = (): NameActor => useContext(ActorNames);
/** Names whoever has something, as they are called now. */
export const useHolderName = (): ((holder: Holder) => string) => {
  const nameOf = useActorName();
  return ({ by, person }) => nameOf({ kind: 'person', name: by, ...(person === undefined ? {} : { id: person }) }) ?? by;
};
