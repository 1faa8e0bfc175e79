import { whoIs } from '@sitrep/shared/domain/actor-name.ts';
import type { Actor } from '@sitrep/shared/domain/event.ts';
import { sameActor } from '@sitrep/shared/domain/holder.ts';
import { isRunning } from '@sitrep/shared/domain/planned-work.ts';
import type { BoardState, Handover } from '@sitrep/shared/domain/state.ts';
import { lookup } from '@sitrep/shared/domain/state.ts';
import type { HandoverSheet } from '@sitrep/shared/query/handover-sheet.ts';
import { lastSaid } from '@sitrep/shared/query/incident-facts.ts';
import { currentOccurrence } from '@sitrep/shared/query/incident-order.ts';
import { incidentLevel, incidentPeak } from '@sitrep/shared/query/status.ts';
import { componentName } from '@sitrep/shared/words/component-names.ts';
import { clock, dueWords, duration, factTime, zoneName } from '@sitrep/shared/words/format.ts';
import { whoHasItWords } from '@sitrep/shared/words/incident-words.ts';
import { seenWords, suspicionWords, takenWords } from '@sitrep/shared/words/suspicion-words.ts';
import { verdictOf } from '@sitrep/shared/words/verdict.ts';
import { listed } from '@sitrep/shared/words/wording.ts';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { countDrafts } from '../../sync/kept-drafts.ts';
import { useWhoseDrafts } from '../../sync/use-visitor.ts';
import kit from '../../ui/kit.module.css';
import { Markdown } from '../../ui/markdown/markdown.tsx';
import { useSummary } from '../../ui/markdown/use-summary.ts';
import { shortMoment } from '../../ui/moment.ts';
import { SectionHead } from '../../ui/section-head.tsx';
import { shownId } from '../../ui/shown-id.ts';
import { StatusGlyph } from '../../ui/status-glyph.tsx';
import { SuspectedGlyph } from '../../ui/suspected-glyph.tsx';
import { useZones } from '../../ui-state.ts';
import styles from './sheet.module.css';

/** The sheet: what is open, what happened, what was said, what is due, what to watch, and the note. `since`, `now`: UTC ms; `handovers`: those that stand, or else the last. */
export const Sheet = ({
  board,
  sheet,
  since,
  now,
  handovers,
}: {
  board: BoardState;
  sheet: HandoverSheet;
  since: number;
  now: number;
  handovers: readonly Handover[];
}) => {
  const { leading } = useZones();
  const verdict = verdictOf(board);
  const late = sheet.due.filter(({ overdue }) => overdue).length;
  const moment = (ms: number) => factTime({ ms, precision: 'minute' }, { zone: leading, date: 'short' });
  const going = handovers.filter(({ ended }) => ended === null);
  const goesOn = (by: Actor): boolean => going.some((one) => one.by !== null && sameActor(board, one.by, by));
  return (
    <article className={styles.sheet} aria-label="The sheet">
      <header className={styles.head}>
        <div>
          <p className={kit.muted}>{board.name ?? 'Board'}, hand-over</p>
          <h2>
            {moment(since)} to {moment(now)}
          </h2>
        </div>
        <p className={styles.count}>
          {duration(now - since)}
          <br />
          {sheet.open.length} open, {sheet.suspected.length} suspected
          <br />
          {late === 0 ? 'nothing late' : <b className={kit.late}>{late} late</b>}
        </p>
      </header>
      <p className={styles.verdict}>
        <StatusGlyph level={verdict.level} size={18} unmeasured={verdict.counts.notMeasured > 0} />
        <b>{verdict.sentence}</b> <span>{verdict.detail}</span>
      </p>
      <div className={styles.columns}>
        <div>
          <Part title="Open now" none="Nothing is open." rows={sheet.open.map((incident) => <Open key={incident.id} {...{ board, incident, now }} />)} />
          {sheet.suspected.length + sheet.seen.length === 0 ? null : (
            <Part
              title="Suspected, nothing declared"
              rows={[
                ...sheet.suspected.map((one) => (
                  <Row
                    key={one.suspicion.id}
                    mark={<SuspectedGlyph size={13} />}
                    title={suspicionWords(board, one)}
                    note={`${takenWords(board, one)}; ${seenWords(one)}`}
                  />
                )),
                ...sheet.seen.map(({ id, words, componentId, at }) => (
                  <Row
                    key={id}
                    title={`“${words}”`}
                    note={`a customer, ${componentName(board, componentId)}`}
                    end={at.ms === null ? '' : shortMoment(at, now, leading)}
                  />
                )),
              ]}
            />
          )}
          <Part
            title="Happened and over"
            none="Nothing ended since then."
            rows={sheet.over.map((incident) => (
              <Row
                key={incident.id}
                mark={<StatusGlyph level={incidentPeak(incident)} size={13} />}
                title={<IncidentLink id={incident.id} title={incident.title} />}
                note={incident.endedAt === null ? '' : `Resolved ${shortMoment(incident.endedAt, now, leading)}`}
                end={incident.startedAt.ms === null || incident.endedAt?.ms == null ? '' : duration(incident.endedAt.ms - incident.startedAt.ms)}
                under={shownId(incident.id)}
              />
            ))}
          />
          <Part
            title="What we told people"
            none="No word to customers since then."
            rows={sheet.told.map(({ incident, entry }) => (
              <Told key={entry.id} text={entry.text ?? ''} at={shortMoment(entry.at, now, leading)} incident={incident.title} />
            ))}
          />
        </div>
        <div>
          <Part
            title="Due in your shift"
            note="late first, then 12 h"
            none="Nothing is due."
            rows={sheet.due.map(({ commitment, overdue }) => (
              <Row
                key={commitment.id}
                title={
                  commitment.kind === 'next_update'
                    ? `Next update: ${lookup(board.incidents, commitment.incidentId ?? '')?.title ?? commitment.text}`
                    : commitment.text
                }
                note={commitment.owner ?? (commitment.scope === 'public' ? 'public' : 'internal')}
                end={<span className={overdue ? kit.late : undefined}>{dueWords(commitment.due, now, { seconds: false })}</span>}
              />
            ))}
          />
          <Part
            title="Planned work"
            note="under way, or within 12 h"
            none="Nothing is planned."
            rows={sheet.work.map((work) => (
              <Row
                key={work.id}
                title={work.title}
                note={listed(work.componentIds.map((id) => componentName(board, id)))}
                end={isRunning(work) ? `until ${shortMoment(work.until, now, leading)}` : shortMoment(work.from, now, leading)}
                under={work.overran ? <span className={kit.late}>overran</span> : null}
              />
            ))}
          />
          <Part
            title="Muted"
            none="Nothing is muted."
            rows={sheet.mutes.map((mute) => (
              <Row
                key={mute.id}
                title={mute.reason}
                note={mute.by === null ? '' : `By ${whoIs(board, mute.by)}${goesOn(mute.by) ? ', goes to the next or ends' : ''}`}
                end={`until ${clock(mute.until, leading)}`}
              />
            ))}
          />
          <Drafted board={board} sheet={sheet} />
          {handovers.map(({ id, note, at, by }) =>
            note === null ? null : (
              <section key={id}>
                <SectionHead note={`typed, ${clock(at, leading)}`}>Note from {whoIs(board, by)}</SectionHead>
                <Markdown text={note} className={styles.note} />
              </section>
            ),
          )}
        </div>
      </div>
      <footer className={styles.foot}>
        {(handovers.length === 0 ? [null] : handovers).map((handover) => (
          <Signed key={handover?.id ?? ''} board={board} handover={handover} />
        ))}
      </footer>
    </article>
  );
};

/** Who went and who came, with the times: empty lines to sign by hand while nobody did. */
const Signed = ({ board, handover }: { board: BoardState; handover: Handover | null }) => {
  const { leading } = useZones();
  const at = (ms: number) => `${clock(ms, leading)} ${zoneName(leading)}`;
  const ended = handover?.ended ?? null;
  const outcome =
    ended === null
      ? ''
      : ended.outcome === 'accepted'
        ? `${whoIs(board, ended.by)}, ${at(ended.at)}`
        : ended.outcome === 'lapsed'
          ? 'nobody: what they had has lapsed'
          : 'nobody: it was taken back';
  return (
    <>
      <p>
        Handed over by
        <b>{handover === null ? '' : `${whoIs(board, handover.by)}, ${at(handover.at)}`}</b>
      </p>
      <p>
        Taken over by
        <b>{outcome}</b>
      </p>
    </>
  );
};

const Part = ({ title, note, none, rows }: { title: string; note?: string; none?: string; rows: readonly ReactNode[] }) => (
  <section className={styles.part}>
    <SectionHead note={note ?? (rows.length === 0 ? undefined : String(rows.length))}>{title}</SectionHead>
    {rows.length === 0 ? <p className={kit.muted}>{none}</p> : <ul>{rows}</ul>}
  </section>
);

const Row = ({ mark, title, note, end, under }: { mark?: ReactNode; title: ReactNode; note: ReactNode; end?: ReactNode; under?: ReactNode }) => (
  <li className={styles.row}>
    <span className={styles.mark}>{mark}</span>
    <span>
      <b dir="auto">{title}</b>
      <span className={styles.small}>{note}</span>
    </span>
    <span className={styles.end}>
      <b>{end}</b>
      <span className={styles.small}>{under}</span>
    </span>
  </li>
);

const IncidentLink = ({ id, title }: { id: string; title: string }) => (
  <Link to="/incidents/$incidentId" params={{ incidentId: id }}>
    <bdi>{title}</bdi>
  </Link>
);

const Open = ({ board, incident, now }: { board: BoardState; incident: HandoverSheet['open'][number]; now: number }) => {
  const words = useSummary(lastSaid(incident)?.text ?? '', 120);
  const { from } = currentOccurrence(incident);
  const nobody = incident.acknowledged === null;
  return (
    <Row
      mark={<StatusGlyph level={incidentLevel(incident)} size={13} />}
      title={<IncidentLink id={incident.id} title={incident.title} />}
      note={
        <>
          {nobody ? <b className={kit.late}>{whoHasItWords(board, incident)}</b> : whoHasItWords(board, incident)}
          {words === '' ? '' : `. ${words}`}
        </>
      }
      end={from.ms === null ? '' : duration(now - from.ms)}
      under={shownId(incident.id)}
    />
  );
};

const Told = ({ text, at, incident }: { text: string; at: string; incident: string }) => <Row title={useSummary(text, 160)} note={incident} end={at} />;

/** What somebody wrote and did not leave: posts that wait or came back, and drafts of the reader's browser, which no other has. */
const Drafted = ({ board, sheet }: { board: BoardState; sheet: HandoverSheet }) => {
  const drafts = countDrafts(useWhoseDrafts());
  if (sheet.held.length + drafts === 0) return null;
  return (
    <Part
      title="Drafted"
      rows={[
        ...sheet.held.map((held) => (
          <Row
            key={held.id}
            title={held.post.text ?? 'A change without words'}
            note={`${lookup(board.incidents, held.incidentId)?.title ?? held.incidentId}${held.by === null ? '' : `, ${whoIs(board, held.by)}`}`}
            end={held.returned === null ? 'leaves in seconds' : 'did not leave'}
          />
        )),
        ...(drafts === 0 ? [] : [<Row key="drafts" title={drafts === 1 ? '1 draft of yours' : `${drafts} drafts of yours`} note="in this browser only" />]),
      ]}
    />
  );
};
