import { levelThere } from '@sitrep/shared/query/customer-differences.ts';
import { differenceWords } from '@sitrep/shared/words/difference-words.ts';
import { sentence } from '@sitrep/shared/words/wording.ts';
import { useNowEvery } from '../../../sync/use-now.ts';
import { FitText } from '../../../ui/fit-text.tsx';
import { shortMoment } from '../../../ui/moment.ts';
import { everShorter } from '../../../ui/shorten.ts';
import { useWall } from '../wall-context.ts';
import styles from './customers-band.module.css';
import { WallMark } from './wall-mark.tsx';

/**
 * Says that customers see something else: what it is about, and the level that they see. How to end the difference is shown on the board, because nobody types
 * at a wall. `calm`: nothing else is wrong, so it stands under the headline, in larger letters. Renders nothing when nothing differs.
 */
export const CustomersBand = ({ calm = false }: { calm?: boolean }) => {
  const { board, differences, zones } = useWall();
  const now = useNowEvery(60_000);
  const [first] = differences;
  if (first === undefined) return null;
  const { there, thereShort, about, here } = differenceWords(board, first);
  const since = first.since === null || first.since.ms === null ? '' : ` since ${shortMoment(first.since, now, zones.leading)}`;
  const also = differences.length === 1 ? '' : ` And ${differences.length - 1} more.`;
  const subject = sentence(about);
  // The subject is cut last, because a level says nothing without it.
  const texts = [
    `${subject} ${there}. ${here}${since}.${also}`,
    `${subject} ${thereShort}. ${here}${since}.${also}`,
    `${subject} ${thereShort}.${also}`,
    ...everShorter(about, 60, 40, 24, 16).map((name) => `${sentence(name)} ${thereShort}.${also}`),
    `${thereShort}.${also}`,
    'Customers see something else',
  ];
  const level = levelThere(first);
  return (
    <aside className={styles.band} data-calm={calm ? '' : undefined} aria-label="Customers see something else">
      <span className={styles.mark}>
        <WallMark level={level} size={calm ? 52 : 36} />
      </span>
      <div className={styles.frame}>
        <FitText texts={texts} max={calm ? 60 : 40} min={calm ? 44 : 40} className={styles.words} />
      </div>
    </aside>
  );
};
