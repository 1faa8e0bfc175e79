import type { Matter } from '@sitrep/shared/query/matters.ts';
import { LEVEL_WORD } from '@sitrep/shared/words/wording.ts';
import { FitText } from '../../../ui/fit-text.tsx';
import { everShorter } from '../../../ui/shorten.ts';
import { WallMark } from '../frame/wall-mark.tsx';
import { useWall } from '../wall-context.ts';
import { nameOf, UntilWhen } from './matter-row.tsx';
import styles from './work-line.module.css';

/** The components that a matter of work is about. */
export const componentsOf = (matter: Matter): readonly string[] =>
  matter.kind === 'maintenance' ? matter.maintenance.componentIds : matter.kind === 'component' ? [matter.id] : [];

/** Work on components in one line, beside a worse incident: what, and until when. The first is told, the others are counted. */
export const WorkLine = ({ work }: { work: readonly Matter[] }) => {
  const { board } = useWall();
  const [first] = work;
  if (first === undefined) return null;
  const level = LEVEL_WORD.under_maintenance;
  const also = work.length === 1 ? '' : `, and ${work.length - 1} more`;
  const title = first.kind === 'maintenance' ? `. ${first.maintenance.title}` : '';
  const name = nameOf(board, first);
  const texts = [
    ...(title === '' || also !== '' ? [] : [`${name}: ${level.toLowerCase()}${title}`]),
    ...everShorter(name, 300, 60, 40, 24, 16).map((short) => `${short}: ${level.toLowerCase()}${also}`),
    `${level}${also}`,
    level,
  ];
  return (
    <section className={styles.line} aria-label={level}>
      <span className={styles.mark}>
        <WallMark level="under_maintenance" size={36} />
      </span>
      <div className={styles.frame}>
        <FitText texts={texts} max={40} min={40} className={styles.words} />
      </div>
      {first.kind === 'maintenance' ? (
        <span className={styles.until}>
          <UntilWhen maintenance={first.maintenance} />
        </span>
      ) : null}
    </section>
  );
};
