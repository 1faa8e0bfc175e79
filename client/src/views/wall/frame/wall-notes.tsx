import { type BoardState, lookup } from '@sitrep/shared/domain/state.ts';
import { type PartOf, unknownParts } from '@sitrep/shared/query/board-part.ts';
import { clock, duration } from '@sitrep/shared/words/format.ts';
import { listed } from '@sitrep/shared/words/wording.ts';
import { useEffect, useState } from 'react';
import { useSync } from '../../../sync/sync-context.ts';
import { useOutdated } from '../../../sync/use-connection.ts';
import { useNowEvery } from '../../../sync/use-now.ts';
import { useUi } from '../../../ui-state.ts';
import type { Care } from '../device/use-care.ts';
import type { Alarm } from '../sound/use-alarm.ts';
import { useWall } from '../wall-context.ts';
import wallKit from '../wall-kit.module.css';
import styles from './wall-notes.module.css';

const ONCE_MS = 60_000;
const SKEW_MS = 30_000;

interface NotesProps {
  /** What the address asked for. */
  part: PartOf;
  /** The board it was asked of; null before anything is known. */
  whole: BoardState | null;
  alarm: Alarm;
  sound: boolean;
  care: Care;
  /** This screen was opened with a link of its own: nobody sits at it. */
  kiosk: boolean;
  /** What customers see is shown, and the address did not ask for it: nobody is signed in here any more, or not yet. */
  signedOut: boolean;
}

/** What must be known of this screen itself, in small type: what it leaves out, that its clock is wrong, that it is muted. What a browser refuses is said once. */
export const WallNotes = ({ part, whole, alarm, sound, care, kiosk, signedOut }: NotesProps) => {
  const { zones, lost, differences } = useWall();
  const skew = useSkew();
  const outdated = useOutdated();
  const refused = useAMinuteOf(alarm.refused);
  const sleeps = useAMinuteOf(care.sleeps);
  const windowed = useAMinuteOf(!care.fullScreen);
  const early = useAMinuteOf(true);
  const keys = useUi((state) => state.singleKeys);
  const notes = [
    signedOut ? 'Not signed in: this is what customers see' : null,
    ...(whole === null ? [] : partWords(whole, part)),
    zones.unknown === null ? null : `There is no zone ${begin(zones.unknown)}; times are in UTC`,
    skew === null ? null : `This screen’s own clock is ${duration(Math.abs(skew))} ${skew > 0 ? 'behind' : 'ahead'}; the times shown are the server’s`,
    outdated && !lost ? 'The server has a newer page; this one loads itself again at a calm moment' : null,
    alarm.mutedUntil === null ? null : `Muted until ${clock(alarm.mutedUntil, zones.leading)}: ${alarm.kind === null ? 'nothing sounds' : SOUNDS[alarm.kind]}`,
    refused ? 'This browser refuses sound until somebody touches it; a kiosk needs --autoplay-policy=no-user-gesture-required' : null,
    sleeps ? 'This browser lets the screen fall asleep' : null,
    windowed ? `Not full screen${keys ? ': press F' : ''}` : null,
    // Which keys there are can wait where customers are told something else: that takes the room.
    early && !kiosk && differences.length === 0 ? `${keys ? `S sound ${sound ? 'off' : 'on'}, M mute, ` : ''}Esc to the board` : null,
  ].filter((note) => note !== null);
  return notes.length === 0 ? null : (
    <aside aria-label="About this screen">
      <ul className={styles.notes}>
        {notes.map((note) => (
          <li key={note} className={wallKit.label} dir="auto">
            {note}
          </li>
        ))}
      </ul>
    </aside>
  );
};
// However much an address names, its wall is there for the board.
const NAMED = 3;
/** What alone is shown, and what was asked for in vain. */
const partWords = (whole: BoardState, part: PartOf): string[] => {
  const named = [...part.groups.map((id) => lookup(whole.groups, id)), ...part.regions.map((id) => lookup(whole.regions, id))];
  const only = some(named.flatMap((one) => one?.name ?? []));
  // By id, as the address wants them.
  const known = some(Object.keys({ ...whole.groups, ...whole.regions }));
  const unknown = some(unknownParts(whole, part).map(begin));
  return [
    ...(only.length === 0 ? [] : [`Only ${listed(only)}`]),
    ...(unknown.length === 0 ? [] : [`This board has no group or region ${unknown.join(', ')}${known.length === 0 ? '' : `; it has ${known.join(', ')}`}`]),
  ];
};
const some = (names: readonly string[]): readonly string[] => (names.length <= NAMED + 1 ? names : [...names.slice(0, NAMED), `${names.length - NAMED} more`]);
/** As long as an id may be. */
const begin = (asked: string): string => (asked.length > 64 ? `${asked.slice(0, 64)}…` : asked);
const SOUNDS = { major: 'a major outage', worse: 'a change for the worse', stale: 'no data' } as const;

/** True for a minute from when it is so. */
const useAMinuteOf = (is: boolean): boolean => {
  const [said, setSaid] = useState(false);
  useEffect(() => {
    setSaid(false);
    if (!is) return;
    const timer = setTimeout(() => setSaid(true), ONCE_MS);
    return () => clearTimeout(timer);
  }, [is]);
  return is && !said;
};

/** How far this device's clock is from the server's, when that is far; ms, more when it is behind. */
const useSkew = (): number | null => {
  const { clock: server } = useSync();
  useNowEvery(10_000);
  const skew = server.skew();
  return skew === null || Math.abs(skew) < SKEW_MS ? null : Math.round(skew / 10_000) * 10_000;
};
