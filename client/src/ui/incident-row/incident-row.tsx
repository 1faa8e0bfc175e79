import type { Incident } from '@sitrep/shared/domain/state.ts';
import type { Level } from '@sitrep/shared/domain/words.ts';
import { hurtFor } from '@sitrep/shared/query/hurt-for.ts';
import { currentOccurrence } from '@sitrep/shared/query/incident-order.ts';
import { dismissedWords } from '@sitrep/shared/words/dismissed-words.ts';
import { duration } from '@sitrep/shared/words/format.ts';
import { hurtBefore, spellWords } from '@sitrep/shared/words/hurt-words.ts';
import { audiencesWords, listed, PHASE_WORD } from '@sitrep/shared/words/wording.ts';
import { Link } from '@tanstack/react-router';
import { Duration } from '../duration.tsx';
import { FactTimeText } from '../fact-time-text.tsx';
import { IncidentLevel } from '../incident-level.tsx';
import kit from '../kit.module.css';
import { useBeat } from '../now-context.ts';
import { StatusGlyph } from '../status-glyph.tsx';
import styles from './incident-row.module.css';

export type RowIncident = Pick<
  Incident,
  'id' | 'title' | 'phase' | 'published' | 'drill' | 'dismissed' | 'startedAt' | 'endedAt' | 'occurrences' | 'impacts' | 'links' | 'flags'
>;

/** One incident as a line of a list: level, title, who has it, when and how long. `level`: the present level, or the worst one of a resolved incident. */
export const IncidentRow = ({
  incident,
  level,
  componentName,
  note,
}: {
  incident: RowIncident;
  level: Level;
  componentName: (id: string) => string;
  note?: string | null;
}) => {
  const open = incident.phase !== 'resolved';
  const dismissed = dismissedWords(incident);
  const hurt = incident.impacts.filter((impact) => !impact.notAffected);
  const names = [...new Set(hurt.map((impact) => componentName(impact.componentId)))];
  const audiences = audiencesWords(hurt.flatMap(({ audience }) => audience ?? []));
  const recurs = incident.links.some((link) => link.kind === 'recurrence_of');
  const reopened = incident.occurrences.length > 1;
  return (
    <Link to="/incidents/$incidentId" params={{ incidentId: incident.id }} className={open ? `${styles.row} ${styles.open}` : styles.row} data-row>
      <span className={styles.status}>
        {incident.drill === null ? null : <b className={kit.exercise}>EXERCISE</b>}
        {dismissed !== null ? (
          <span className={kit.muted}>{dismissed}</span>
        ) : open ? (
          <IncidentLevel incident={incident} level={level} />
        ) : (
          <span className={`${kit.muted} ${kit.nowrap}`}>
            <span className={styles.glyph}>
              <StatusGlyph level={level} size={12} />
            </span>{' '}
            <StatusName level={level} />
          </span>
        )}
      </span>
      <span className={styles.title}>
        <b>{incident.title}</b>
        <span>
          {[names.length > 4 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : listed(names), ...audiences.slice(0, 2)]
            .filter((word) => word !== '')
            .join(' · ')}
        </span>
      </span>
      <span className={styles.flags}>
        {recurs ? <em>Came back</em> : null}
        {reopened ? <em>Reopened</em> : null}
        {incident.flags.length > 0 ? (
          <em title={incident.flags.map((flag) => flag.words).join('\n')}>{incident.flags.length === 1 ? '1 doubt' : `${incident.flags.length} doubts`}</em>
        ) : null}
        {note === undefined || note === null ? null : <em>{note}</em>}
      </span>
      <span className={styles.when}>
        <FactTimeText time={incident.startedAt} />
        <span>{open ? <Running incident={incident} /> : lengthWords(incident)}</span>
      </span>
      <span className={styles.phase}>{dismissed === null ? PHASE_WORD[incident.phase] : 'Dismissed'}</span>
    </Link>
  );
};

// The peak of a resolved incident is named as well, but drawn less prominently than a standing level.
const StatusName = ({ level }: { level: Level }) => <span>{NAMES[level]}</span>;
const NAMES: Readonly<Record<Level, string>> = {
  operational: 'No impact stated',
  under_maintenance: 'Under maintenance',
  unknown: 'Unknown',
  degraded_performance: 'Degraded performance',
  partial_outage: 'Partial outage',
  major_outage: 'Major outage',
};

/** How long it lasts; of one that is back how long this time, and in all. */
const Running = ({ incident }: { incident: RowIncident }) => {
  const now = useBeat();
  const from = currentOccurrence(incident).from.ms;
  if (incident.occurrences.length < 2) return from === null ? null : <Duration ms={now - from} plain />;
  const total = hurtFor(incident.occurrences, now);
  return (
    <>
      {from === null ? null : (
        <>
          <Duration ms={now - from} coarse plain /> now{total === null ? null : ', '}
        </>
      )}
      {total === null ? null : (
        <>
          {hurtBefore(total)}
          <Duration ms={total.ms} coarse plain /> in all
        </>
      )}
    </>
  );
};

const lengthWords = ({ occurrences }: RowIncident): string => {
  const hurt = hurtFor(occurrences, null);
  return hurt === null ? 'length not known' : `${hurtBefore(hurt)}${duration(hurt.ms)} ${spellWords(hurt)}`.trimEnd();
};
