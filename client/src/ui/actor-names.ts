import type { Actor } from '@sitrep/shared/domain/event.ts';
import { createContext, useContext } from 'react';

/** Names whoever did something, as they are called now; null where nobody is named. */
export type NameActor = (actor: Actor | null) => string | null;

/** How the page names people. Without one, by what their events say. */
export const ActorNames = createContext<NameActor>((actor) => actor?.name ?? null);
export const useActorName = (): NameActor => useContext(ActorNames);
