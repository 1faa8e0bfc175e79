import { exactly } from '@sitrep/shared/domain/fact-time.ts';
import { isRemoved } from '@sitrep/shared/domain/removed.ts';
import type { Corrected, Entry } from '@sitrep/shared/domain/state.ts';
import type { Level } from '@sitrep/shared/domain/words.ts';
import { NOT_AN_INCIDENT, PUBLISHED_IN_ERROR } from '@sitrep/shared/words/dismissed-words.ts';
import { clock } from '@sitrep/shared/words/format.ts';
import { LEVEL_WORD, PHASE_WORD } from '@sitrep/shared/words/wording.ts';
import type { ReactNode } from 'react';
import { useActorName, useHolderName } from '../../ui/actor-names.ts';
import { EntryTime, GivenTime, GivenTimeBeside, RecordedLate } from '../../ui/fact-time/given-time.tsx';
import kit from '../../ui/kit.module.css';
import { Markdown } from '../../ui/markdown/markdown.tsx';
import { StatusWord } from '../../ui/status-word.tsx';
import { useZones } from '../../ui-state.ts';
import { Amendments } from './amendments.tsx';
import { entryAnchor } from './entry/entry-address.ts';
import styles from './entry-row.module.css';
import { Lock } from './lock.tsx';
import type { TimelineRow } from './timeline-rows.ts';

/** What an entry is called. */
export const KIND_WORD: Record<Entry['kind'], string> = {
  public: 'Public',
  internal: 'Internal',
  fact: 'Fact',
  change: 'Change',
  alert: 'Alert',
  unsupported: 'Unsupported',
};

/** What was told while it went on needs no second time; what was written down afterwards has one. From when on, ms. */
const LATE_MS: Partial<Record<Entry['kind'], number>> = { change: 3_600_000, fact: 60_000 };

/** One row of the timeline. Its border and weight show its kind at a glance. `fresh`: it arrived while the page was open; `linked`: the address names it. */
export const EntryRow = ({
  row,
  componentName,
  fresh,
  linked = false,
  seconds = false,
  authored = true,
  standing,
  more,
  children,
}: {
  row: TimelineRow;
  componentName: (id: string) => string;
  fresh: boolean;
  linked?: boolean;
  /** Its time is told to the second. */
  seconds?: boolean;
  /** It says who recorded it. */
  authored?: boolean;
  /** What stands in place of its time while it has none, such as `sending`. */
  standing?: string;
  /** A control at the end of its first line, shown to who points at the row or works in it. */
  more?: ReactNode;
  children?: ReactNode;
}) => {
  const { entry } = row;
  const late = LATE_MS[entry.kind];
  return (
    <li
      className={fresh ? `${styles.entry} ${kit.fresh}` : styles.entry}
      data-kind={entry.kind}
      data-standing={standing === undefined ? undefined : ''}
      data-linked={linked ? '' : undefined}
      id={entryAnchor(entry.id)}
      tabIndex={linked ? -1 : undefined}
    >
      <span className={styles.time}>{standing ?? <EntryTime at={entry.at} saidAt={entry.saidAt} recordedAt={entry.recordedAt} seconds={seconds} />}</span>
      <span className={styles.kind}>
        {entry.scope === 'internal' ? <Lock named={entry.kind !== 'internal'} /> : null}
        {KIND_WORD[entry.kind]}
      </span>
      <div className={styles.content}>
        {row.kind === 'levels' ? (
          <LevelChange names={row.componentIds.map(componentName)} change={row.change} />
        ) : (
          <Content entry={entry} phase={row.phase} componentName={componentName} />
        )}
        {late === undefined ? null : <RecordedLate at={entry.at} saidAt={entry.saidAt} recordedAt={entry.recordedAt} late={late} />}
        {entry.publishedAt === null ? null : (
          <p className={kit.note}>{entry.kind === 'change' ? 'Customers were told later.' : 'Written as an internal note, published later.'}</p>
        )}
        <Amendments entry={entry} />
        {children}
      </div>
      {authored ? <Author entry={entry} /> : null}
      {more === undefined ? null : <span className={styles.more}>{more}</span>}
    </li>
  );
};

const Author = ({ entry }: { entry: Entry }) => {
  const nameOf = useActorName();
  return <span className={styles.author}>{nameOf(entry.actor)}</span>;
};

const LevelChange = ({ names, change }: { names: readonly string[]; change: Extract<NonNullable<Entry['change']>, { what: 'level' }> }) =>
  change.notAffected ? (
    <p>
      {names.join(', ')}: <b>not affected</b>
    </p>
  ) : (
    <p className={styles.levels}>
      <span>{names.join(', ')}</span>
      <LevelPart level={change.from} /> to <LevelPart level={change.to} strong />
    </p>
  );

const Content = ({ entry, phase, componentName }: { entry: Entry; phase: Entry['phase'] | null; componentName: (id: string) => string }) => {
  if (entry.change !== null) {
    return (
      <>
        <Change change={entry.change} componentName={componentName} />
        {entry.text === null ? null : <Markdown text={entry.text} className={styles.text} />}
      </>
    );
  }
  if (entry.kind === 'unsupported') return <p>An update of a kind this page does not know yet. Reload to read it.</p>;
  const isErased = entry.text === null ? entry.retracted === undefined : isRemoved(entry.text);
  return (
    <>
      {phase === null ? null : <p className={styles.phase}>{PHASE_WORD[phase]}</p>}
      {entry.retracted === undefined ? null : <Retracted {...{ entry, componentName }} retracted={entry.retracted} />}
      {isErased ? <p className={kit.dim}>The text was removed.</p> : entry.text === null ? null : <Words entry={entry} text={entry.text} />}
    </>
  );
};

/** What somebody wrote, struck through once it was withdrawn. */
const Words = ({ entry, text }: { entry: Entry; text: string }) => {
  const words = <Markdown text={text} className={styles.text} />;
  return entry.retracted === undefined ? words : <del className={styles.withdrawn}>{words}</del>;
};

/** When the words were withdrawn, by whom and why, and what was shown in error with them; customers read no more than this of them. */
const Retracted = ({
  entry,
  retracted: { at, by, reason, inError },
  componentName,
}: {
  entry: Entry;
  retracted: NonNullable<Entry['retracted']>;
  componentName: (id: string) => string;
}) => {
  const { leading } = useZones();
  const nameOf = useActorName();
  return (
    <>
      <p>
        {inError === undefined ? (
          <>
            <b>Retracted</b> <GivenTimeBeside time={exactly(at)} other={entry.at} />
          </>
        ) : (
          <>
            <b>{PUBLISHED_IN_ERROR}</b> {clock(inError.from, leading)} to <GivenTimeBeside time={exactly(at)} other={exactly(inError.from)} />
          </>
        )}
        {by === null ? null : ` by ${nameOf(by) ?? 'somebody'}`}
        {reason === null ? null : `: ${reason}`}
      </p>
      {inError === undefined || inError.levels.length === 0 ? null : (
        <p className={kit.note}>
          Shown in error: {inError.levels.map(({ componentId, level }) => `${componentName(componentId)}, ${LEVEL_WORD[level].toLowerCase()}`).join('; ')}
        </p>
      )}
    </>
  );
};

const Change = ({ change, componentName }: { change: NonNullable<Entry['change']>; componentName: (id: string) => string }) => {
  const holderName = useHolderName();
  switch (change.what) {
    case 'phase':
      return (
        <p>
          Phase <b>{PHASE_WORD[change.to]}</b>
        </p>
      );
    case 'level':
      return <LevelChange names={[componentName(change.componentId)]} change={change} />;
    case 'title':
      return (
        <p>
          Title <del className={styles.before}>{change.from}</del> <ins className={styles.after}>{change.to}</ins>
        </p>
      );
    case 'times':
      return <TimesChange change={change} />;
    case 'dismissed':
      return (
        <>
          <p>{change.forCustomers ? PUBLISHED_IN_ERROR : NOT_AN_INCIDENT}</p>
          {change.reason === null ? null : <p className={kit.note}>{change.reason}</p>}
        </>
      );
    case 'published':
      return <p>Made public</p>;
    case 'commander':
      return <p>{change.to === null ? 'Nobody is commander' : <>Commander {<b>{holderName({ by: change.to, person: change.person })}</b>}</>}</p>;
    case 'acknowledged':
      return (
        <p>
          Acknowledged by <b>{holderName(change)}</b>
        </p>
      );
    case 'lapsed':
      return (
        <p>
          Nobody has it any more: <b>{holderName(change)}</b> has gone, and nobody took over
        </p>
      );
    case 'sighting':
      return (
        <p>
          A customer saw, {componentName(change.componentId)}: “<bdi>{change.words}</bdi>”{change.ticket === null ? null : ` ${change.ticket}`}
        </p>
      );
    default:
      return change satisfies never;
  }
};

/** Corrected times of an occurrence, each with the earlier value. */
const TimesChange = ({ change: { occurrence, began, ended, reason } }: { change: Extract<NonNullable<Entry['change']>, { what: 'times' }> }) => (
  <>
    {began === null ? null : <CorrectedTime word="Began" times={began} occurrence={occurrence} />}
    {ended === null ? null : <CorrectedTime word="Ended" times={ended} occurrence={occurrence} />}
    {reason === null ? null : <p className={kit.note}>{reason}</p>}
  </>
);
const CorrectedTime = ({ word, times, occurrence }: { word: 'Began' | 'Ended'; times: Corrected; occurrence: number }) => (
  <p>
    {word}
    {occurrence === 1 ? ' ' : ` (occurrence ${occurrence}) `}
    <ins className={styles.after}>
      <GivenTime time={times.to} />
    </ins>
    , corrected from{' '}
    <del className={styles.before}>
      <GivenTimeBeside time={times.from} other={times.to} />
    </del>
  </p>
);

const LevelPart = ({ level, strong = false }: { level: Level; strong?: boolean }) => (
  <span className={!strong ? undefined : level === 'operational' ? `${styles.reached} ${styles.recovered}` : styles.reached}>
    <StatusWord level={level} />
  </span>
);
