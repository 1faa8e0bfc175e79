import { verdictOf } from '@sitrep/shared/words/verdict.ts';
import { doubtWords } from '../sync/connection.ts';
import { useBoardEntry } from '../sync/use-board.ts';
import { useConnectionKind } from '../sync/use-connection.ts';
import { usePageSign } from '../ui/page-sign.ts';

/** Sets title and favicon. `room`: the title; null for the verdict. */
export const Sign = ({ room }: { room: string | null }) => {
  const entry = useBoardEntry();
  const kind = useConnectionKind();
  const verdict = entry === null ? null : verdictOf(entry.board);
  usePageSign({
    words: room ?? verdict?.sentence ?? 'Loading',
    level: verdict === null ? null : verdict.counts.total === 0 ? 'none' : verdict.level,
    doubt: doubtWords(kind),
    exercise: entry !== null && Object.keys(entry.board.drills).length > 0,
  });
  return null;
};
