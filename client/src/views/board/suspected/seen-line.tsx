import { suspected } from '@sitrep/shared/query/suspected.ts';
import { seenWords } from '@sitrep/shared/words/suspicion-words.ts';
import { useBoard } from '../../../sync/use-board.ts';
import { useNowEvery } from '../../../sync/use-now.ts';
import { shortMoment } from '../../../ui/moment.ts';
import { SuspectedGlyph } from '../../../ui/suspected-glyph.tsx';
import { useZones } from '../../../ui-state.ts';

/** What customers report of a component that nobody has declared, below its row. */
export const SeenLine = ({ componentId }: { componentId: string }) => {
  const { leading } = useZones();
  const now = useNowEvery(60_000);
  const one = suspected(useBoard()).find(({ suspicion }) => suspicion.componentId === componentId);
  if (one === undefined) return null;
  const [who, checks] = seenWords(one).split('; ');
  return (
    <span>
      <SuspectedGlyph size={11} /> <b>{who}</b>
      {one.since === null ? '' : ` since ${shortMoment(one.since, now, leading)}`}; {checks}
    </span>
  );
};
