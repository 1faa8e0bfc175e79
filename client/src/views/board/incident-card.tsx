import type { FactTime } from '@sitrep/shared/domain/fact-time.ts';
import type { BoardState, Commitment, Incident } from '@sitrep/shared/domain/state.ts';
import { commitmentDue, nextUpdateDue } from '@sitrep/shared/query/commitments.ts';
import { cameBack, lastSaid, saidWhen, whoHasIt } from '@sitrep/shared/query/incident-facts.ts';
import { currentOccurrence } from '@sitrep/shared/query/incident-order.ts';
import { incidentLevel } from '@sitrep/shared/query/status.ts';
import { dueWords } from '@sitrep/shared/words/format.ts';
import { timesWords } from '@sitrep/shared/words/hurt-words.ts';
import { alsoNamed, hurtWords, whoHasItWords } from '@sitrep/shared/words/incident-words.ts';
import { Link } from '@tanstack/react-router';
import { takeIt } from '../../controls/later-controls.tsx';
import { useNow } from '../../sync/use-now.ts';
import { useMay, useScope } from '../../sync/use-visitor.ts';
import { Elapsed } from '../../ui/duration.tsx';
import { IncidentLevel, SimulatedLevel } from '../../ui/incident-level.tsx';
import kit from '../../ui/kit.module.css';
import { LEVEL_CODE } from '../../ui/level-code.ts';
import { useSummary } from '../../ui/markdown/use-summary.ts';
import { shortMoment } from '../../ui/moment.ts';
import { PhaseBlocks } from '../../ui/phase-blocks.tsx';
import { shownId } from '../../ui/shown-id.ts';
import { useZones } from '../../ui-state.ts';
import { CustomersSee } from './for-responders.ts';
import styles from './incident-card.module.css';

// About four lines of the column: enough to decide whether to open the incident.
const SHOWN_CHARACTERS = 280;

const resurfacedWords = (board: BoardState, incident: Incident, moment: (time: FactTime) => string): string | null => {
  const back = cameBack(board, incident);
  if (back === null) return null;
  if (back.how === 'reopened') return `Came back, ${timesWords(back.occurrence)}`;
  return `Resurfaced. First seen ${back.first === null ? 'as ' : `${moment(back.first.startedAt)}, `}${shownId(back.incidentId)}`;
};

/** One open incident: level, duration, last update, commander, when the next update is due. `isNew`: ids of entries that arrived while it was on screen. */
export const IncidentCard = ({ board, incident, isNew }: { board: BoardState; incident: Incident; isNew: ReadonlySet<string> }) => {
  const { leading } = useZones();
  const now = useNow();
  const internal = useScope() === 'internal';
  const mayTake = useMay('acknowledge');
  const level = incidentLevel(incident);
  const occurrence = currentOccurrence(incident);
  const since = occurrence.from;
  const said = lastSaid(incident);
  const words = useSummary(said?.text ?? '', SHOWN_CHARACTERS);
  const resurfaced = resurfacedWords(board, incident, (time) => shortMoment(time, now, leading));
  const hurt = alsoNamed(board, incident);
  const drill = incident.drill !== null;
  const resolved = incident.phase === 'resolved';
  return (
    <article className={drill ? `${styles.card} ${styles.exercise}` : styles.card} data-st={LEVEL_CODE[level]}>
      <div className={styles.first}>
        <span className={styles.level}>
          {drill ? <span className={kit.exercise}>EXERCISE</span> : null}
          {drill ? (
            <SimulatedLevel incident={incident} level={level} size={14} />
          ) : resolved ? (
            <span className={kit.muted}>Resolved</span>
          ) : (
            <IncidentLevel incident={incident} level={level} size={14} />
          )}
        </span>
        {since.ms === null || resolved ? null : (
          <span className={styles.elapsed}>
            <Elapsed since={since.ms} />
          </span>
        )}
      </div>
      <h3>
        <Link to="/incidents/$incidentId" params={{ incidentId: incident.id }} data-row="">
          <bdi>{incident.title}</bdi>
        </Link>
      </h3>
      {hurt === '' ? null : (
        <p className={styles.meta}>
          <bdi>{hurt}</bdi>
        </p>
      )}
      {resurfaced === null ? null : <p className={styles.resurfaced}>{resurfaced}</p>}
      {said === null ? null : (
        <p className={isNew.has(said.id) ? `${styles.update} ${kit.fresh}` : styles.update} key={said.id}>
          <time>{shortMoment(saidWhen(said), now, leading)}</time> {said.kind === 'internal' ? <b className={styles.internal}>Internal </b> : null}
          <bdi>{words}</bdi>
        </p>
      )}
      <div className={`${styles.meta} ${styles.single}`}>
        <PhaseBlocks phase={incident.phases.at(-1)?.phase ?? incident.phase} />
        <span>{drill ? 'Nobody: exercise' : hurtWords(board, incident)}</span>
        <span className={`${kit.dim} ${kit.mono} ${styles.id}`}>{shownId(incident.id)}</span>
      </div>
      <div className={styles.meta}>
        <span>Since {shortMoment(since, now, leading)}</span>
        {!internal || resolved ? null : (
          <span className={whoHasIt(board, incident) === null ? styles.nobody : undefined}>{whoHasItWords(board, incident)}</span>
        )}
        <NextUpdate board={board} incident={incident} />
      </div>
      {internal && !resolved ? <div className={incident.acknowledged === null ? styles.take : undefined}>{takeIt(incident, mayTake)}</div> : null}
      {internal && !drill ? <CustomersSee incident={incident} /> : null}
    </article>
  );
};

/** When the next update is due. Customers also see that a public one is late. */
const NextUpdate = ({ board, incident }: { board: BoardState; incident: Incident }) => {
  const now = useNow();
  const { leading } = useZones();
  const due = nextUpdateDue(board, incident.id);
  if (due === null || due.ms === null || incident.phase === 'resolved') return null;
  const late = now > due.ms;
  return (
    <span className={late ? kit.late : undefined}>
      Next update {shortMoment(due, now, leading)}, {dueWords(due, now, { seconds: false })}
    </span>
  );
};

/** Overdue promises of an update on open incidents. In: now as UTC ms. */
export const overdueUpdates = (board: BoardState, now: number): Commitment[] =>
  Object.values(board.commitments).filter((promise) => promise.kind === 'next_update' && promise.drill === null && commitmentDue(promise, now).overdue);
