import { differenceWords } from '@sitrep/shared/words/difference-words.ts';
import { sentence } from '@sitrep/shared/words/wording.ts';
import { useNowEvery } from '../../../sync/use-now.ts';
import { FitText } from '../../../ui/fit-text.tsx';
import { shortMoment } from '../../../ui/moment.ts';
import { everShorter } from '../../../ui/shorten.ts';
import { useWall } from '../wall-context.ts';
import styles from './customers-band.module.css';

/** Says that customers see something else, in the size of what must be read. How to end the difference is shown on the board, because nobody types at a wall. */
export const CustomersBand = () => {
  const { board, differences, zones } = useWall();
  const now = useNowEvery(60_000);
  const [first] = differences;
  if (first === undefined) return null;
  const { there, about, here } = differenceWords(board, first);
  const since = first.since === null || first.since.ms === null ? '' : ` since ${shortMoment(first.since, now, zones.leading)}`;
  const more = differences.length - 1;
  const rest = `${here.charAt(0).toLowerCase()}${here.slice(1)}${since}`;
  const also = more === 0 ? '' : ` And ${more} more.`;
  const names = everShorter(about, 60, 40, 24, 16);
  // One line only: other bands need the room for a second.
  const texts = [
    ...names.map((name) => `${there}. ${name}: ${rest}.${also}`),
    ...names.map((name) => `${there}. ${sentence(name)}${also}`),
    `${there}.${also}`,
    'Customers see something else',
  ];
  return (
    <aside className={styles.band} aria-label="Customers see something else">
      <div className={styles.line}>
        <FitText texts={texts} max={40} min={40} className={styles.words} />
      </div>
    </aside>
  );
};
