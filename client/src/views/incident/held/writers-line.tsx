import { listed } from '@sitrep/shared/words/wording.ts';
import { useDeskState } from '../../../sync/use-desk.ts';
import { useVisitor } from '../../../sync/use-visitor.ts';
import { useSayWriting, useWriters } from '../../../sync/use-writers.ts';
import type { PostDesk } from '../composer/use-desk.ts';
import { useWriting } from './use-writing.ts';
import styles from './writers-line.module.css';

/** Above the timeline: who else is writing words for customers. Tells the others when it is this person. */
export const WritersLine = ({ desk, incidentId }: { desk: PostDesk; incidentId: string }) => {
  const { draft } = useDeskState(desk);
  const me = useVisitor()?.name;
  const isWriting = useWriting(draft);
  useSayWriting(incidentId, isWriting);
  const { names, more } = useWriters(incidentId);
  const own = isWriting ? names.indexOf(me ?? '') : -1;
  const others = names.filter((_, index) => index !== own);
  if (others.length === 0) return null;
  const who = listed([...others, ...(more > 0 ? [`${more} more`] : [])]);
  return (
    <li className={styles.writers}>
      <span role="status">
        <b dir="auto">{who}</b> {others.length + more === 1 ? 'is writing a public update' : 'are writing public updates'}
      </span>
    </li>
  );
};
