import type { Event, UnknownEvent } from '@sitrep/shared/domain/event.ts';
import { isUnknown } from '@sitrep/shared/domain/event.ts';
import type { Level } from '@sitrep/shared/domain/words.ts';

/** A stretch during which one check said one thing; UTC ms, `until` null while it stands. */
export interface LevelSpan {
  readonly level: Level;
  readonly from: number;
  readonly until: number | null;
}
/** What one check said about one component, oldest first. */
export interface CheckHistory {
  readonly componentId: string;
  readonly spans: readonly LevelSpan[];
}

/** What checks said when, by statement: the board keeps only what they say now. Uptime is counted from it. */
export const evolveCheckLevels = (history: Map<string, CheckHistory>, event: Event | UnknownEvent): void => {
  if (isUnknown(event)) return;
  const at = event.at.ms ?? event.recordedAt;
  switch (event.type) {
    case 'statement-made': {
      const { statementId, componentId, level, source } = event.data;
      if (source.kind !== 'check') return;
      say(history, statementId, componentId, level, at);
      return;
    }
    case 'statement-expired': {
      const known = history.get(event.data.statementId);
      if (known) say(history, event.data.statementId, known.componentId, 'unknown', at);
      return;
    }
    case 'statement-withdrawn':
      end(history, event.data.statementId, at);
      return;
    case 'component-retired':
      for (const [id, { componentId }] of history) if (componentId === event.data.componentId) end(history, id, at);
  }
};

const say = (history: Map<string, CheckHistory>, id: string, componentId: string, level: Level, at: number): void => {
  const spans = history.get(id)?.spans ?? [];
  const last = spans.at(-1);
  if (last?.until === null && last.level === level) return;
  history.set(id, { componentId, spans: [...closed(spans, at), { level, from: at, until: null }] });
};

const end = (history: Map<string, CheckHistory>, id: string, at: number): void => {
  const known = history.get(id);
  if (known) history.set(id, { ...known, spans: closed(known.spans, at) });
};

const closed = (spans: readonly LevelSpan[], at: number): readonly LevelSpan[] => {
  const last = spans.at(-1);
  return last?.until === null ? [...spans.slice(0, -1), { ...last, until: Math.max(at, last.from) }] : spans;
};
