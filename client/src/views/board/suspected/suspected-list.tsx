import { suspected } from '@sitrep/shared/query/suspected.ts';
import { useBoard } from '../../../sync/use-board.ts';
import { useUi } from '../../../ui-state.ts';
import { SuspectedCard } from './suspected-card.tsx';

/** What customers report and nobody has declared, above the incidents. The keys act on the one in focus, or else on the first. */
export const SuspectedList = () => {
  const singleKeys = useUi((state) => state.singleKeys);
  const board = useBoard();
  return suspected(board).map((one, index) => (
    <SuspectedCard key={one.suspicion.id} board={board} one={one} first={index === 0} showKeys={singleKeys && index === 0} />
  ));
};
