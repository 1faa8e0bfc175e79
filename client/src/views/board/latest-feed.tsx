import type { Latest } from '@sitrep/shared/domain/state.ts';
import { isoTime, zoned } from '@sitrep/shared/query/calendar.ts';
import { clock, date, day, factTime, zoneName } from '@sitrep/shared/words/format.ts';
import { latestSentence, latestWords, needsParser } from '@sitrep/shared/words/latest.ts';
import type { ReadText } from '@sitrep/shared/words/plain-text.ts';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useBoard } from '../../sync/use-board.ts';
import { useNow } from '../../sync/use-now.ts';
import { useMayWork, useScope } from '../../sync/use-visitor.ts';
import kit from '../../ui/kit.module.css';
import { useParser } from '../../ui/markdown/use-summary.ts';
import { SectionHead } from '../../ui/section-head.tsx';
import { shownId } from '../../ui/shown-id.ts';
import { useArrivals } from '../../ui/use-arrivals.ts';
import { useHeld } from '../../ui/use-held.ts';
import { useScrolledPast } from '../../ui/use-scrolled-past.ts';
import { useUi, useZones } from '../../ui-state.ts';
import styles from './latest-feed.module.css';

const DAY_MS = 86_400_000;
const SPOKEN_AT_MOST_EVERY_MS = 5_000;

/** `07:12:39` within a day, then the day, then the date: short enough to fit its column uncut. */
const Stamp = ({ line: { at }, now, zone }: { line: Latest; now: number; zone: string }) => {
  if (at.ms === null) return <time className={`${kit.date} ${styles.day}`}>undated</time>;
  const dateTime = isoTime(at.ms) ?? undefined;
  if (KNOWN.has(at.precision) && Math.abs(now - at.ms) < DAY_MS)
    return <time dateTime={dateTime}>{clock(at.ms, zone, { seconds: at.precision === 'exact' })}</time>;
  const thisYear = zoned(at.ms, zone).year === zoned(now, zone).year;
  return (
    <time className={`${kit.date} ${styles.day}`} dateTime={dateTime} title={factTime(at, { zone })}>
      {at.precision === 'quarter' ? factTime(at, { zone }) : thisYear ? day(at.ms, zone).slice(4) : date(at.ms, zone)}
    </time>
  );
};
const KNOWN: ReadonlySet<Latest['at']['precision']> = new Set(['exact', 'minute', 'approximate']);

/** Ordered by when it happened, not by when it was recorded; undated events are last. */
const newestFirst = (a: Latest, b: Latest): number => (b.at.ms ?? Number.NEGATIVE_INFINITY) - (a.at.ms ?? Number.NEGATIVE_INFINITY) || 0;

const Words = ({ line, read }: { line: Latest; read: ReadText | null }) => {
  const { lead, rest } = latestWords(line, read);
  return (
    <>
      <b>{lead}</b> {rest === null ? null : <bdi>{rest}</bdi>}
    </>
  );
};

/** The latest events, newest first. While somebody reads the list or has scrolled past its top, new ones wait behind a button. */
export const LatestFeed = ({ asOf }: { asOf: string | null }) => {
  const board = useBoard();
  const now = useNow();
  const { leading } = useZones();
  const drillHidden = useUi((state) => state.drillHidden);
  const list = useRef<HTMLDivElement>(null);
  const held = useHeld(list);
  const internal = useScope() === 'internal';
  const visible = board.latest.filter((line) => (line.drill === null || !drillHidden) && (internal || line.scope === 'public')).toReversed();
  const newest = visible[0];
  const lines = visible.toSorted(newestFirst);
  const ids = lines.map(({ id }) => id);
  const [released, setReleased] = useState<readonly string[]>(ids);
  const past = useScrolledPast(list) || held;
  const waiting = past ? ids.filter((id) => !released.includes(id)) : [];
  if (waiting.length === 0 && ids.join() !== released.join()) setReleased(ids);
  const shown = waiting.length === 0 ? lines : lines.filter(({ id }) => released.includes(id));
  const isNew = useArrivals(shown.map(({ id }) => id));
  const read = useParser(visible.some(needsParser));
  const mayWork = useMayWork();
  const drill = lines.some((line) => line.drill !== null);
  return (
    <section className={styles.feed} aria-labelledby="latest" ref={list}>
      <SectionHead
        id="latest"
        note={asOf === null ? zoneName(leading) : `to ${asOf} ${zoneName(leading)}`}
        action={
          mayWork ? (
            <Link to="/handover" className={kit.link}>
              Hand over
            </Link>
          ) : null
        }
      >
        Latest
      </SectionHead>
      {waiting.length === 0 ? null : (
        <button type="button" className={styles.newer} onClick={() => setReleased(ids)}>
          {waiting.length} newer
        </button>
      )}
      {shown.length === 0 ? <p className={styles.none}>Nothing has happened yet.</p> : null}
      <ul>
        {shown.map((line) => (
          <li key={line.id} className={isNew.has(line.id) ? kit.fresh : undefined}>
            <Stamp line={line} now={now} zone={leading} />
            <span>
              {line.drill === null ? null : <span className={`${kit.exercise} ${styles.mark}`}>EX</span>}{' '}
              {line.incidentId === null ? (
                <Words line={line} read={read} />
              ) : (
                <Link to="/incidents/$incidentId" params={{ incidentId: line.incidentId }}>
                  <b className={kit.nowrap}>{shownId(line.incidentId)}</b> <bdi>{latestSentence(line, read)}</bdi>
                </Link>
              )}
            </span>
          </li>
        ))}
      </ul>
      {drill ? <p className={kit.hidden}>EX marks an exercise.</p> : null}
      <Spoken words={newest === undefined ? null : { id: newest.id, text: `${newest.drill === null ? '' : 'Exercise. '}${latestSentence(newest, read)}` }} />
    </section>
  );
};

/** Announces new events to screen readers, politely, at most one every five seconds. */
const Spoken = ({ words }: { words: { id: string; text: string } | null }) => {
  const [said, setSaid] = useState('');
  const last = useRef({ id: words?.id ?? '', at: Number.NEGATIVE_INFINITY });
  const id = words?.id ?? '';
  const text = words?.text ?? '';
  useEffect(() => {
    if (id === last.current.id) return;
    last.current.id = id;
    const pause = Math.max(0, last.current.at + SPOKEN_AT_MOST_EVERY_MS - performance.now());
    const timer = setTimeout(() => {
      last.current.at = performance.now();
      setSaid(text);
    }, pause);
    return () => clearTimeout(timer);
  }, [id, text]);
  return (
    <p className={kit.hidden} role="log" aria-live="polite">
      {said}
    </p>
  );
};
