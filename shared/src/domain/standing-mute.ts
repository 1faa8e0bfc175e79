import { isMachine } from './is-machine.ts';
import type { Mute, Statement, Table } from './state.ts';
import { lookup } from './state.ts';
import { type Level, levelRank } from './words.ts';

/** The level a statement speaks for now: one that ran out says that nothing is known. */
export const levelSaid = ({ expired, level }: Pick<Statement, 'expired' | 'level'>): Level => (expired ? 'unknown' : level);

/** The mute by a person that holds a statement, or null. Worse evidence than was muted shows through, and nobody can mute what a person said. */
export const standingMute = (mutes: Table<Mute>, statement: Pick<Statement, 'id' | 'source' | 'expired' | 'level'>): Mute | null => {
  if (!isMachine(statement.source.kind)) return null;
  for (const mute of Object.values(mutes)) {
    const muted = lookup(mute.levels, statement.id);
    if (muted !== undefined && levelRank(levelSaid(statement)) <= levelRank(muted)) return mute;
  }
  return null;
};
