import { FitText } from '../../ui/fit-text.tsx';

/** What there was no room for, in one line: how many, and as many of the words by group as fit. */
export const MoreLine = ({ count, groups }: { count: number; groups: readonly string[] }) => (
  <li className="wmore wfit">
    <FitText texts={[...groups.keys(), groups.length].toReversed().map((shown) => words(count, groups, shown))} max={40} min={40} />
  </li>
);

const words = (count: number, groups: readonly string[], shown: number): string => {
  const rest = groups.length - shown;
  const more = rest === 0 || shown === 0 ? [] : [rest === 1 ? 'and one more group' : `and ${rest} more groups`];
  return [`${count} more`, [...groups.slice(0, shown), ...more].join(', ')].filter((part) => part !== '').join(': ');
};
