import { zoned } from '@sitrep/shared/query/calendar.ts';
import type { OutageBucket, OutageMinutes, OutageUnit } from '@sitrep/shared/query/outage-minutes.ts';
import { date, duration, grouped, monthName } from '@sitrep/shared/words/format.ts';

const MINUTE = 60_000;

/** The name of a bucket: `9 Oct 2020`, `October 2020`, `2020`. If the window cuts it, the name says that it is a part. */
export const bucketName = ({ from, cut }: Pick<OutageBucket, 'from' | 'cut'>, unit: OutageUnit, zone: string): string =>
  `${unit === 'day' ? date(from, zone) : unit === 'month' ? monthName(from, zone) : zoned(from, zone).year}${cut && unit !== 'day' ? ', part' : ''}`;

/** The name of a bucket, short enough for the axis. */
export const bucketTick = (from: number, unit: OutageUnit, zone: string): string =>
  unit === 'year' ? String(zoned(from, zone).year) : unit === 'day' ? date(from, zone).replace(/ \d{4}$/, '') : date(from, zone).replace(/^\d+ /, '');

/** A figure with the range that imprecise times allow: `about 480 m (120 to 1,920)`. */
export const amount = ({ partial, major, min, max, vague }: Pick<OutageBucket, 'partial' | 'major' | 'min' | 'max' | 'vague'>): string => {
  const [stated, least, most] = [partial + major, min, max].map(grouped);
  return `${vague ? 'about ' : ''}${stated} m${least === most ? '' : ` (${least} to ${most})`}`;
};

/** One sentence for the whole window. For an empty window it does not claim that all was well. */
export const minutesSummary = ({ buckets, partial, major, min, max, unit }: OutageMinutes, window: string, zone: string): string => {
  const vague = buckets.some((bucket) => bucket.vague);
  if (partial + major === 0) {
    return max === 0
      ? `No minute of a partial or major outage with known times is on record from ${window}.`
      : `No minute of outage as told from ${window}; by imprecise ends up to ${grouped(max)}.`;
  }
  const kinds = [...(major > 0 ? [`${grouped(major)} major`] : []), ...(partial > 0 ? [`${grouped(partial)} partial`] : [])].join(' and ');
  const [worst] = [...buckets].sort((a, b) => b.partial + b.major - (a.partial + a.major));
  const most =
    worst === undefined
      ? ''
      : `, ${grouped(worst.partial + worst.major)} of them ${unit === 'day' ? 'on' : 'in'} ${bucketName({ ...worst, cut: false }, unit, zone)}`;
  const range = grouped(min) === grouped(max) ? '' : `; by imprecise ends between ${grouped(min)} and ${grouped(max)}`;
  return `${vague ? 'About ' : ''}${grouped(partial + major)} minutes of outage from ${window}: ${kinds}${most}${range}.`;
};

/** What no bar contains, with the reason. */
export const unplacedWords = ({ unplaced }: OutageMinutes): string[] => {
  const of = (why: OutageMinutes['unplaced'][number]['why']) => unplaced.filter((outage) => outage.why === why);
  const [undated, unended, unbegun] = [of('undated'), of('unended'), of('unbegun')];
  const long = undated.filter(({ minutes }) => minutes !== null);
  const known = duration(long.reduce((sum, { minutes }) => sum + (minutes ?? 0), 0) * MINUTE);
  const plural = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`;
  return [
    ...(undated.length === 0
      ? []
      : [
          `${plural(undated.length, 'outage has', 'outages have')} no date and ${undated.length === 1 ? 'is' : 'are'} in no bar${
            long.length === 0
              ? ''
              : long.length === undated.length
                ? `; ${long.length === 1 ? 'it' : 'together they'} lasted ${known}`
                : `; ${plural(long.length, 'is', 'are')} known to have lasted ${known}${long.length === 1 ? '' : ' together'}`
          }.`,
        ]),
    ...(unended.length === 0
      ? []
      : [`Of ${plural(unended.length, 'outage', 'outages')} that began by then only the beginning is known, so no minute is counted.`]),
    ...(unbegun.length === 0 ? [] : [`Of ${plural(unbegun.length, 'outage', 'outages')} only the end is known, so no minute is counted.`]),
  ];
};
