import { componentStatus } from '@sitrep/shared/query/status.ts';
import { verdictOf } from '@sitrep/shared/words/verdict.ts';
import { useBoard } from '../../sync/use-board.ts';
import { useScope } from '../../sync/use-visitor.ts';
import kit from '../../ui/kit.module.css';
import { SectionHead } from '../../ui/section-head.tsx';
import { StatusWord } from '../../ui/status-word.tsx';
import styles from './preview.module.css';
import { type Draft, previewBoard } from './preview-board.ts';

/** What the board will claim, told by the board's own rules. */
export const Preview = ({ draft }: { draft: Draft }) => {
  const board = useBoard();
  const scope = useScope();
  const preview = previewBoard(board, draft);
  const verdict = verdictOf(preview);
  const components = Object.values(preview.components);
  return (
    <section>
      <SectionHead note={`${scope} scope`}>Your board, as you type</SectionHead>
      {components.length === 0 ? <p className={styles.words}>No rows yet.</p> : null}
      <ul>
        {components.map((component) => {
          const status = componentStatus(preview, component.id);
          return (
            <li className={styles.row} key={component.id}>
              <b>{component.name}</b>
              <StatusWord level={status.level} unmeasured={!status.measured} />
              <span className={`${kit.unmeasured} ${styles.evidence}`}>{status.measured ? (status.fresh ? '' : 'no evidence yet') : 'not measured'}</span>
            </li>
          );
        })}
      </ul>
      <p className={styles.words} aria-live="polite">
        The verdict will read: <b>“{verdict.sentence}.”</b> {verdict.detail}{' '}
        {verdict.level === 'operational' && components.length > 0 ? '“Everything works” is kept for fresh evidence on everything.' : ''}
      </p>
    </section>
  );
};
