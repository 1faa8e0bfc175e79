import type { Incident } from '@sitrep/shared/domain/state.ts';
import { type Spent, type SpentOn, timeSpent } from '@sitrep/shared/query/time-spent.ts';
import { clock, date, duration } from '@sitrep/shared/words/format.ts';
import { StretchBar, type Texture } from '../../charts/stretch-bar.tsx';
import { useZones } from '../../ui-state.ts';

const WORD: Record<SpentOn, string> = {
  unseen: 'Unseen',
  help: 'Reach help',
  cause: 'Find the cause',
  fix: 'Fix',
  well: 'Believed well',
  again: 'Again',
};
const TEXTURE: Record<SpentOn, Texture> = { unseen: 'hatch', help: 'light', cause: 'middle', fix: 'dark', well: 'empty', again: 'cross' };
const DAY = 86_400_000;

/** How the duration of an incident divides into detection, diagnosis, repair and so on, computed from its facts. Nothing when the facts do not tell. */
export const MinutesBar = ({ incident }: { incident: Incident }) => {
  const { leading } = useZones();
  const spent = timeSpent(incident);
  if (spent.length === 0) return null;
  const long = spent.reduce((sum, { ms }) => sum + ms, 0) > 2 * DAY;
  const shortTime = ({ ms, clock: known }: Spent['from']) =>
    ms === null ? (known ?? '') : long ? date(ms, leading).replace(/ \d{4}$/, '') : clock(ms, leading);
  const length = ({ ms, about }: Spent) => `${about ? 'about ' : ''}${duration(ms)}`;
  return (
    <StretchBar
      stretches={spent.map((stretch, index) => ({
        key: `${index} ${stretch.on}`,
        size: stretch.ms,
        label: WORD[stretch.on],
        value: length(stretch),
        texture: TEXTURE[stretch.on],
      }))}
      edges={[...spent.map(({ from }) => shortTime(from)), ...spent.slice(-1).map(({ until }) => shortTime(until))]}
      summary={`Where the minutes went: ${spent.map((stretch) => `${WORD[stretch.on].toLowerCase()} ${length(stretch)}`).join(', ')}.`}
    />
  );
};
