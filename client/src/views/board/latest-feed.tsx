import type { Latest } from '@sitrep/shared/domain/state.ts';
import { clock, date, day, factTime, zoned, zoneName } from '@sitrep/shared/query/format.ts';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useBoard } from '../../sync/use-board.ts';
import { useNow } from '../../sync/use-now.ts';
import { SectionHead } from '../../ui/section-head.tsx';
import { useArrivals } from '../../ui/use-arrivals.ts';
import { useHeld } from '../../ui/use-held.ts';
import { useUi, useZones } from '../../ui-state.ts';

const DAY_MS = 86_400_000;
const SPOKEN_AT_MOST_EVERY_MS = 5_000;

/** `07:12:39` within a day, then the day, then the date. */
const stamp = (line: Latest, now: number, zone: string): string => {
  const { at } = line;
  if (at.ms === null) return 'undated';
  if (at.precision !== 'exact' && at.precision !== 'minute') return factTime(at, { zone, date: 'full' });
  if (Math.abs(now - at.ms) < DAY_MS) return clock(at.ms, zone, { seconds: at.precision === 'exact' });
  return zoned(at.ms, zone).year === zoned(now, zone).year ? day(at.ms, zone).slice(4) : date(at.ms, zone);
};

// Long enough for a component's name or "New incident", short enough not to catch a sentence that holds a colon.
const LEAD = /^([^:]{2,32}): (.+)$/su;
const Words = ({ words }: { words: string }) => {
  const split = LEAD.exec(words);
  return split === null ? (
    words
  ) : (
    <>
      <b>{split[1]}</b> {split[2]}
    </>
  );
};

/** What happened last, newest first. While somebody reads it, or has scrolled past its top, newcomers wait behind one line. */
export const LatestFeed = ({ asOf }: { asOf: string | null }) => {
  const board = useBoard();
  const now = useNow();
  const { leading } = useZones();
  const drillHidden = useUi((state) => state.drillHidden);
  const list = useRef<HTMLDivElement>(null);
  const held = useHeld(list);
  const lines = board.latest.filter((line) => line.drill === null || !drillHidden).toReversed();
  const ids = lines.map(({ id }) => id);
  const [released, setReleased] = useState<readonly string[]>(ids);
  const past = held || scrolledPast(list.current);
  const waiting = past ? ids.filter((id) => !released.includes(id)) : [];
  if (waiting.length === 0 && ids.join() !== released.join()) setReleased(ids);
  const shown = waiting.length === 0 ? lines : lines.filter(({ id }) => released.includes(id));
  const isNew = useArrivals(shown.map(({ id }) => id));
  const drill = lines.some((line) => line.drill !== null);
  return (
    <section className="tk" aria-labelledby="latest" ref={list}>
      <SectionHead id="latest" note={asOf === null ? zoneName(leading) : `to ${asOf} ${zoneName(leading)}`}>
        Latest
      </SectionHead>
      {waiting.length === 0 ? null : (
        <button type="button" className="newer-line" onClick={() => setReleased(ids)}>
          {waiting.length} newer
        </button>
      )}
      {shown.length === 0 ? <p className="none">Nothing has happened yet.</p> : null}
      <ul>
        {shown.map((line) => (
          <li key={line.id} className={isNew.has(line.id) ? 'new' : undefined}>
            <time>{stamp(line, now, leading)}</time>
            <span>
              {line.drill === null ? null : <span className="ex">EX</span>}{' '}
              {line.incidentId === null ? (
                <Words words={line.words} />
              ) : (
                <Link to="/incidents/$incidentId" params={{ incidentId: line.incidentId }}>
                  <Words words={line.words} />
                </Link>
              )}
            </span>
          </li>
        ))}
      </ul>
      {drill ? <p className="sr">EX marks an exercise.</p> : null}
      <Spoken words={lines[0] === undefined ? null : { id: lines[0].id, text: `${lines[0].drill === null ? '' : 'Exercise. '}${lines[0].words}` }} />
    </section>
  );
};

const scrolledPast = (node: HTMLElement | null): boolean => node !== null && node.getBoundingClientRect().top < 0 && node.getBoundingClientRect().bottom > 0;

/** Reads newcomers to a screen reader, politely, one in five seconds at most. */
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
    <p className="sr" role="log" aria-live="polite">
      {said}
    </p>
  );
};
