import { nextEpoch } from '@sitrep/shared/domain/epoch.ts';
import { canonicalJson } from './canonical-json.ts';
import { newSalt } from './plan-rows.ts';
import { digestOf, type Row } from './row.ts';

/** The text that replaces erased data. */
export interface Replacement {
  seq: number;
  data: string;
  salt: string;
}

/** The replacements, and the `redacts` column of the mark that covers them. */
export const planRedaction = (events: readonly { seq: number; replacement: unknown }[]): { replacements: Replacement[]; redacts: string } => {
  const replacements = events.map(({ seq, replacement }) => ({ seq, data: canonicalJson(replacement), salt: newSalt() }));
  return { replacements, redacts: canonicalJson(Object.fromEntries(replacements.map(({ seq, data, salt }) => [seq, digestOf(salt, data)]))) };
};

/** From this event on a checkpoint may hold an erased text. `mark`: the event that covers them, which comes after all of them. */
export const firstErased = (erased: readonly { seq: number }[], mark: number): number => erased.reduce((first, { seq }) => Math.min(first, seq), mark);

/** A public event belongs to both chains, so erasing one renews both epochs. Epochs of one log are ordered, so that a client can tell which of two nodes is behind. */
export const renewedEpoch = (epoch: { internal: string; public: string }, erased: readonly Pick<Row, 'scope'>[]): { internal: string; public: string } => ({
  internal: nextEpoch(epoch.internal),
  public: erased.some((row) => row.scope === 'public') ? nextEpoch(epoch.public) : epoch.public,
});
