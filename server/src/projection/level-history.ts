import type { Event, UnknownEvent } from '@sitrep/shared/domain/event.ts';
import { isUnknown } from '@sitrep/shared/domain/event.ts';
import { shareOf } from '@sitrep/shared/query/history-of.ts';
import type { LevelStretch } from '@sitrep/shared/query/uptime.ts';

/** What one statement said about one component. Replaced, never edited: read it with `stretchesOf`. */
export interface LevelHistory {
  readonly componentId: string;
  /** The last ones, oldest first. */
  readonly stretches: readonly LevelStretch[];
  /** Those before, in pieces that never change again, so that a change copies little however long a statement flaps. */
  readonly earlier?: readonly (readonly LevelStretch[])[] | undefined;
}
const PIECE = 256;

/** All that a statement said, oldest first. */
export const stretchesOf = ({ earlier, stretches }: LevelHistory): readonly LevelStretch[] =>
  earlier === undefined ? stretches : [...earlier.flat(), ...stretches];

/** What every source stated and when, by statement; the board keeps only the current statements. Uptime is computed from it. */
export const evolveLevels = (histories: Map<string, LevelHistory>, event: Event | UnknownEvent): void => {
  if (isUnknown(event)) return;
  const at = event.at.ms ?? event.recordedAt;
  switch (event.type) {
    case 'statement-made': {
      const { statementId, componentId, level, source, audience } = event.data;
      say(histories, statementId, componentId, { level, source: source.kind, share: shareOf(audience), from: at, until: null });
      return;
    }
    case 'statement-expired':
      lose(histories, event.data.statementId, at);
      return;
    case 'evidence-lost':
      for (const lost of event.data.lost) lose(histories, lost.statementId, lost.at);
      return;
    case 'statement-withdrawn':
      end(histories, event.data.statementId, at);
      return;
    case 'component-retired':
      for (const [id, { componentId }] of histories) if (componentId === event.data.componentId) end(histories, id, at);
  }
};

const say = (histories: Map<string, LevelHistory>, id: string, componentId: string, said: LevelStretch): void => {
  const known = histories.get(id);
  const stretches = known?.stretches ?? [];
  const last = stretches.at(-1);
  if (last?.until === null && last.level === said.level && last.share === said.share && last.source === said.source) return;
  const over = closed(stretches, said.from);
  const isFull = over.length === PIECE;
  histories.set(id, {
    componentId,
    stretches: isFull ? [said] : [...over, said],
    earlier: isFull ? [...(known?.earlier ?? []), over] : known?.earlier,
  });
};

const lose = (histories: Map<string, LevelHistory>, id: string, at: number): void => {
  const known = histories.get(id);
  const last = known?.stretches.at(-1);
  if (known && last?.until === null) say(histories, id, known.componentId, { ...last, level: 'unknown', share: null, from: at });
};

const end = (histories: Map<string, LevelHistory>, id: string, at: number): void => {
  const known = histories.get(id);
  if (known) histories.set(id, { ...known, stretches: closed(known.stretches, at) });
};

const closed = (stretches: readonly LevelStretch[], at: number): readonly LevelStretch[] => {
  const last = stretches.at(-1);
  return last?.until === null ? [...stretches.slice(0, -1), { ...last, until: Math.max(at, last.from) }] : stretches;
};
