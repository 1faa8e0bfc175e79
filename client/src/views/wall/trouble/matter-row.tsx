import { exactly, type FactTime } from '@sitrep/shared/domain/fact-time.ts';
import { isImpactStated } from '@sitrep/shared/domain/incident-spells.ts';
import type { BoardState, Maintenance } from '@sitrep/shared/domain/state.ts';
import { nextUpdateDue } from '@sitrep/shared/query/commitments.ts';
import { whoHasIt } from '@sitrep/shared/query/incident-facts.ts';
import { currentOccurrence } from '@sitrep/shared/query/incident-order.ts';
import type { Matter } from '@sitrep/shared/query/matters.ts';
import { takeBy } from '@sitrep/shared/query/take-by.ts';
import { componentName } from '@sitrep/shared/words/component-names.ts';
import { incidentSentence } from '@sitrep/shared/words/impact-sentence.ts';
import { statementWords } from '@sitrep/shared/words/statement-words.ts';
import { LEVEL_WORD, listed } from '@sitrep/shared/words/wording.ts';
import { useNowEvery } from '../../../sync/use-now.ts';
import { useTakeRule } from '../../../sync/use-visitor.ts';
import { Elapsed } from '../../../ui/duration.tsx';
import { FitText } from '../../../ui/fit-text.tsx';
import { LEVEL_CODE } from '../../../ui/level-code.ts';
import { shortMoment } from '../../../ui/moment.ts';
import { widthInEm } from '../../../ui/script-of.ts';
import { everShorter, shorten } from '../../../ui/shorten.ts';
import { WallMark } from '../frame/wall-mark.tsx';
import { useWall } from '../wall-context.ts';
import wallKit from '../wall-kit.module.css';
import { DueIn } from './due-in.tsx';
import styles from './matter-row.module.css';

// A longer name takes more than two lines of its column.
const LONG_EM = 20;

/** One row of other trouble: what, how bad, for how long, who works on it, what comes next. */
export const MatterRow = ({ matter }: { matter: Matter }) => {
  const { board } = useWall();
  const name = nameOf(board, matter);
  return (
    <li
      className={styles.row}
      data-st={LEVEL_CODE[matter.level]}
      data-long={widthInEm(name) > LONG_EM ? '' : undefined}
      data-work={matter.kind === 'maintenance' ? '' : undefined}
    >
      <span className={styles.mark}>
        <WallMark level={matter.level} size={42} />
      </span>
      <div className={styles.nameFrame}>
        <FitText texts={everShorter(name, 300, 140, 90, 60, 40, 30, 22, 16)} max={40} min={40} className={styles.name} />
      </div>
      <em className={styles.level}>{levelWords(matter)}</em>
      <Rest matter={matter} />
    </li>
  );
};

export const nameOf = (board: BoardState, matter: Matter): string => {
  switch (matter.kind) {
    case 'incident':
      return incidentSentence(board, matter.incident);
    case 'component':
      return componentName(board, matter.id);
    case 'maintenance':
      return listed(matter.maintenance.componentIds.map((id) => componentName(board, id))) || matter.maintenance.title;
  }
};

const levelWords = (matter: Matter): string => {
  if (matter.kind !== 'incident' || isImpactStated(matter.incident))
    return matter.kind === 'incident' && matter.level === 'operational' ? 'Being watched' : LEVEL_WORD[matter.level];
  return 'No impact stated';
};

const Rest = ({ matter }: { matter: Matter }) => {
  switch (matter.kind) {
    case 'incident':
      return <IncidentRest matter={matter} />;
    case 'component':
      return (
        <>
          <Age since={matter.deciding?.since ?? null} />
          <span className={styles.who}>
            {matter.deciding === null
              ? ''
              : matter.deciding.expired
                ? `Nothing new from ${matter.deciding.source.name}`
                : shorten(statementWords(matter.deciding) ?? '', 90) || ''}
          </span>
          <span className={styles.next} />
        </>
      );
    case 'maintenance':
      return <MaintenanceRest matter={matter} />;
  }
};

const Age = ({ since }: { since: FactTime | null }) => <span className={styles.age}>{since?.ms == null ? '' : <Elapsed since={since.ms} />}</span>;

const IncidentRest = ({ matter: { incident } }: { matter: Extract<Matter, { kind: 'incident' }> }) => {
  const { board, internal } = useWall();
  const rule = useTakeRule();
  const by = internal && rule !== null ? takeBy(incident, rule) : null;
  const due = nextUpdateDue(board, incident.id);
  const who = whoHasIt(board, incident);
  return (
    <>
      <Age since={currentOccurrence(incident).from} />
      <span className={styles.who}>{!internal ? '' : who === null ? <span className={wallKit.late}>nobody has it</span> : <bdi>{who}</bdi>}</span>
      <span className={styles.next}>
        {by !== null ? (
          <>
            take it <DueIn due={exactly(by)} coarse />
          </>
        ) : due === null ? null : (
          <>
            next <DueIn due={due} coarse />
          </>
        )}
      </span>
    </>
  );
};

const MaintenanceRest = ({ matter: { maintenance } }: { matter: Extract<Matter, { kind: 'maintenance' }> }) => {
  return (
    <>
      <Age since={maintenance.startedAt ?? maintenance.from} />
      <span className={styles.who}>
        <bdi dir="auto">{maintenance.title}</bdi>
      </span>
      <span className={styles.next}>
        <UntilWhen maintenance={maintenance} />
      </span>
    </>
  );
};

/** Until when work is to last, or when it should have ended. */
export const UntilWhen = ({ maintenance: { overran, until } }: { maintenance: Maintenance }) => {
  const { zones } = useWall();
  const now = useNowEvery(60_000);
  const end = <b className={styles.until}>{shortMoment(until, now, zones.leading)}</b>;
  return overran ? <span className={wallKit.late}>should have ended {end}</span> : <>until {end}</>;
};
