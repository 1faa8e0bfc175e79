import type { BoardState } from '@sitrep/shared/domain/state.ts';
import { nextUpdateDue } from '@sitrep/shared/query/commitments.ts';
import { dueWords } from '@sitrep/shared/words/format.ts';
import { useDeskState } from '../../../sync/use-desk.ts';
import { useNow } from '../../../sync/use-now.ts';
import kit from '../../../ui/kit.module.css';
import { isBlank } from '../composer/draft.ts';
import type { PostDesk } from '../composer/use-desk.ts';

/** What stands under "Update": words that wait here, or when the next update is due. */
export const UpdateState = ({ desk, board, incidentId }: { desk: PostDesk; board: BoardState; incidentId: string }) => {
  const { draft } = useDeskState(desk);
  const now = useNow();
  const due = nextUpdateDue(board, incidentId);
  if (!isBlank(draft)) return 'draft kept';
  if (due === null || due.ms === null) return 'none promised';
  return <span className={now > due.ms ? kit.late : undefined}>{dueWords(due, now, { seconds: false })}</span>;
};
