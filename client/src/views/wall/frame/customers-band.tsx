import { differenceWords } from '@sitrep/shared/words/difference-words.ts';
import { useNowEvery } from '../../../sync/use-now.ts';
import { shortMoment } from '../../../ui/moment.ts';
import { shorten } from '../../../ui/shorten.ts';
import { useWall } from '../wall-context.ts';

/** That customers are told something else, to be read from where the rest is. The way to end it stands on the board: nobody types at a wall. */
export const CustomersBand = () => {
  const { board, differences, zones } = useWall();
  const now = useNowEvery(60_000);
  const [first] = differences;
  if (first === undefined) return null;
  const { there, about, here } = differenceWords(board, first);
  const since = first.since === null || first.since.ms === null ? '' : ` since ${shortMoment(first.since, now, zones.leading)}`;
  const more = differences.length - 1;
  return (
    <aside className="wdiffers" aria-label="Customers see something else">
      <p>
        <b>{there}.</b>{' '}
        <span>
          <bdi>{shorten(about, 60)}</bdi>: {here.charAt(0).toLowerCase() + here.slice(1)}
          {since}.{more === 0 ? '' : ` And ${more} more.`}
        </span>
      </p>
    </aside>
  );
};
