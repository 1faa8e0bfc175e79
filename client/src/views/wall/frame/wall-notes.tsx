import { type BoardState, lookup } from '@sitrep/shared/domain/state.ts';
import { type PartOf, unknownParts } from '@sitrep/shared/query/board-part.ts';
import { clock, duration } from '@sitrep/shared/words/format.ts';
import { listed } from '@sitrep/shared/words/wording.ts';
import { useEffect, useState } from 'react';
import { useSync } from '../../../sync/sync-context.ts';
import { useOutdated } from '../../../sync/use-connection.ts';
import { useNowEvery } from '../../../sync/use-now.ts';
import { useUi } from '../../../ui-state.ts';
import type { AwakeScreen } from '../device/use-awake-screen.ts';
import type { Alarm } from '../sound/use-alarm.ts';
import { useWall } from '../wall-context.ts';
import wallKit from '../wall-kit.module.css';
import styles from './wall-notes.module.css';

const ONCE_MS = 60_000;
const SKEW_MS = 30_000;

interface NotesProps {
  /** The part of the board that the address asks for. */
  part: PartOf;
  /** The whole board, in which the names of that part are looked up; null before anything is known. */
  whole: BoardState | null;
  alarm: Alarm;
  sound: boolean;
  awakeScreen: AwakeScreen;
  /** This is a named screen: nobody sits at it, so no keys are listed. */
  kiosk: boolean;
  /** The public board is shown, although the address does not ask for it: nobody is signed in here, or not yet. */
  signedOut: boolean;
}

/** Facts about this screen itself, in small type: what it leaves out, that its clock is wrong, that it is muted. What the browser refuses is shown for a minute only. */
export const WallNotes = ({ part, whole, alarm, sound, awakeScreen, kiosk, signedOut }: NotesProps) => {
  const { zones, lost, differences } = useWall();
  const skew = useSkew();
  const outdated = useOutdated();
  const refused = useFirstMinute(alarm.refused);
  const sleeps = useFirstMinute(awakeScreen.sleeps);
  const notFullScreen = useFirstMinute(!awakeScreen.fullScreen);
  const justOpened = useFirstMinute(true);
  const keys = useUi((state) => state.singleKeys);
  const notes = [
    signedOut ? 'Not signed in: this is what customers see' : null,
    ...(whole === null ? [] : partWords(whole, part)),
    zones.unknown === null ? null : `There is no zone ${truncated(zones.unknown)}; times are in UTC`,
    skew === null ? null : `This screen’s own clock is ${duration(Math.abs(skew))} ${skew > 0 ? 'behind' : 'ahead'}; the times shown are the server’s`,
    outdated && !lost ? 'The server has a newer page; this one loads itself again at a calm moment' : null,
    alarm.mutedUntil === null
      ? null
      : `Muted until ${clock(alarm.mutedUntil, zones.leading)}: ${alarm.kind === null ? 'nothing sounds' : ALARM_WORDS[alarm.kind]}`,
    refused ? 'This browser refuses sound until somebody touches it; a kiosk needs --autoplay-policy=no-user-gesture-required' : null,
    sleeps ? 'This browser lets the screen fall asleep' : null,
    notFullScreen ? `Not full screen${keys ? ': press F' : ''}` : null,
    // No room for the keys while the band says that customers see something else.
    justOpened && !kiosk && differences.length === 0 ? `${keys ? `S sound ${sound ? 'off' : 'on'}, M mute, ` : ''}Esc to the board` : null,
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
// A long address must not fill the wall with notes.
const NAMED = 3;
/** Which part of the board is shown, and which names in the address it does not know. */
const partWords = (whole: BoardState, part: PartOf): string[] => {
  const named = [...part.groups.map((id) => lookup(whole.groups, id)), ...part.regions.map((id) => lookup(whole.regions, id))];
  const only = firstFew(named.flatMap((one) => one?.name ?? []));
  // Ids, because the address takes ids.
  const known = firstFew(Object.keys({ ...whole.groups, ...whole.regions }));
  const unknown = firstFew(unknownParts(whole, part).map(truncated));
  return [
    ...(only.length === 0 ? [] : [`Only ${listed(only)}`]),
    ...(unknown.length === 0 ? [] : [`This board has no group or region ${unknown.join(', ')}${known.length === 0 ? '' : `; it has ${known.join(', ')}`}`]),
  ];
};
const firstFew = (names: readonly string[]): readonly string[] =>
  names.length <= NAMED + 1 ? names : [...names.slice(0, NAMED), `${names.length - NAMED} more`];
/** Cut to 64 characters, the most that an id may have. */
const truncated = (asked: string): string => (asked.length > 64 ? `${asked.slice(0, 64)}…` : asked);
const ALARM_WORDS = { major: 'a major outage', worse: 'a change for the worse', late: 'an incident that nobody took in time', stale: 'no data' } as const;

/** True during the first minute in which `is` holds. */
const useFirstMinute = (is: boolean): boolean => {
  const [said, setSaid] = useState(false);
  useEffect(() => {
    setSaid(false);
    if (!is) return;
    const timer = setTimeout(() => setSaid(true), ONCE_MS);
    return () => clearTimeout(timer);
  }, [is]);
  return is && !said;
};

/** How far this device's clock is behind the server's, ms; negative when it is ahead, null below 30 s. Rounded to 10 s, so that the note stays still. */
const useSkew = (): number | null => {
  const { clock: server } = useSync();
  useNowEvery(10_000);
  const skew = server.skew();
  return skew === null || Math.abs(skew) < SKEW_MS ? null : Math.round(skew / 10_000) * 10_000;
};
