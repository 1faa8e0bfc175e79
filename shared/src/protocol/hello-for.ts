import { FOLD_VERSION } from '../domain/evolve.ts';
import type { Scope } from '../domain/words.ts';
import { MIN_WIRE, WIRE } from './version.ts';
import type { Hello } from './wire.ts';

/** The hello of this build. In: the requested scope, and the replica held of it; null on a first visit. */
export const helloFor = (scope: Scope, held: { readonly epoch: string; readonly cursor: number } | null = null): Hello => ({
  wire: WIRE,
  minWire: MIN_WIRE,
  epoch: held?.epoch ?? null,
  cursor: held?.cursor ?? 0,
  scope,
  foldVersion: FOLD_VERSION,
});
