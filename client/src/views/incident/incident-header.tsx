import type { FactTime } from '@sitrep/shared/domain/fact-time.ts';
import type { Incident } from '@sitrep/shared/domain/state.ts';
import { levelRank } from '@sitrep/shared/domain/words.ts';
import { hurtFor } from '@sitrep/shared/query/hurt-for.ts';
import { knownBefore } from '@sitrep/shared/query/incident-facts.ts';
import { currentOccurrence } from '@sitrep/shared/query/incident-order.ts';
import { incidentLevel, incidentPeak } from '@sitrep/shared/query/status.ts';
import { dismissedWords } from '@sitrep/shared/words/dismissed-words.ts';
import { hurtBefore, spellWords } from '@sitrep/shared/words/hurt-words.ts';
import { LEVEL_WORD, paragraph } from '@sitrep/shared/words/wording.ts';
import type { ReactNode } from 'react';
import { Duration } from '../../ui/duration.tsx';
import { GivenTime, GivenTimeBeside } from '../../ui/fact-time/given-time.tsx';
import { IncidentLevel } from '../../ui/incident-level.tsx';
import kit from '../../ui/kit.module.css';
import { LEVEL_CODE } from '../../ui/level-code.ts';
import { PhaseBlocks } from '../../ui/phase-blocks.tsx';
import { shownId } from '../../ui/shown-id.ts';
import { StatusGlyph } from '../../ui/status-glyph.tsx';
import styles from './incident-header.module.css';
import { Lock } from './lock.tsx';

interface IncidentHeaderProps {
  incident: Incident;
  now: number;
  internal: boolean;
  /** The control that changes the title. */
  retitle: ReactNode;
  /** What the phase will be in a few seconds. */
  coming?: ReactNode;
}
/** Current level, peak, title and duration. `now`: UTC ms; `internal`: internal facts may be shown. */
export const IncidentHeader = ({ incident, now, internal, retitle, coming = null }: IncidentHeaderProps) => {
  const level = incidentLevel(incident);
  const peak = incidentPeak(incident);
  const reopened = incident.occurrences.length > 1 ? currentOccurrence(incident).from : null;
  const resolved = incident.phase === 'resolved';
  const dismissed = dismissedWords(incident);
  return (
    <header className={styles.head} data-st={LEVEL_CODE[level]} data-drill={incident.drill === null ? undefined : ''}>
      <div>
        <p className={styles.line}>
          {incident.drill === null ? null : <b className={kit.exercise}>EXERCISE</b>}
          {resolved ? <b className={styles.outcome}>{dismissed ?? 'Resolved'}</b> : <IncidentLevel incident={incident} level={level} size={15} />}
          {incident.drill === null || resolved ? null : <span>simulated</span>}
          {dismissed === null && levelRank(peak) > levelRank(level) ? (
            <span className={styles.beside}>
              {resolved ? 'peak ' : 'was '}
              <StatusGlyph level={peak} size={12} /> {LEVEL_WORD[peak]}
            </span>
          ) : null}
          <span className={styles.beside}>
            {reopened === null ? null : (
              <>
                Reopened <GivenTime time={reopened} date={resolved ? 'full' : 'short'} />
                {resolved ? null : ', '}
              </>
            )}
            {resolved ? null : <PhaseBlocks phase={incident.phase} />}
            {coming}
          </span>
          {internal && !incident.published ? (
            <span className={styles.beside}>
              <Lock /> Not public
            </span>
          ) : null}
          <span className={`${styles.id} ${kit.mono}`}>{shownId(incident.id)}</span>
        </p>
        <div className={styles.title}>
          <h1 dir="auto">{incident.title}</h1>
          {retitle}
        </div>
        {dismissed === null ? null : <p className={styles.dismissed}>{paragraph([incident.dismissed?.reason ?? null, 'It counts in no figure'])}</p>}
      </div>
      <Timer incident={incident} now={now} />
    </header>
  );
};

// After a reopening the current occurrence comes first, then the total.
const Timer = ({ incident, now }: { incident: Incident; now: number }) => {
  const total = hurtFor(incident.occurrences, incident.phase === 'resolved' ? null : now);
  const current = currentOccurrence(incident);
  const dismissed = dismissedWords(incident) !== null;
  if (incident.phase === 'resolved') {
    return (
      <div className={styles.time}>
        {dismissed ? null : total === null ? (
          <p className={styles.unknown}>Length not known</p>
        ) : (
          <p>
            <span className={styles.about}>{hurtBefore(total)}</span>
            <span className={styles.length}>
              <Duration ms={total.ms} coarse />
            </span>
          </p>
        )}
        {dismissed || total === null || total.spells < 2 ? null : <p className={styles.span}>{spellWords(total, { pauses: true })}</p>}
        <p className={styles.span}>
          <GivenTime time={incident.startedAt} />
          {incident.endedAt === null || (incident.endedAt.ms === null && incident.endedAt.clock === undefined) ? (
            incident.startedAt.ms === null ? null : (
              ', end not known'
            )
          ) : (
            <>
              {' to '}
              <GivenTimeBeside time={incident.endedAt} other={incident.startedAt} />
            </>
          )}
        </p>
        <CorrectedFrom incident={incident} occurrence={1} end="began" now={incident.startedAt} />
        {incident.endedAt === null ? null : <CorrectedFrom incident={incident} occurrence={incident.occurrences.length} end="ended" now={incident.endedAt} />}
      </div>
    );
  }
  return (
    <div className={styles.time}>
      {current.from.ms === null ? (
        <p className={styles.unknown}>Start not known</p>
      ) : (
        <span className={styles.length}>
          <Duration ms={now - current.from.ms} />
        </span>
      )}
      <p className={styles.span}>
        since <GivenTime time={current.from} />
        {incident.occurrences.length > 1 && total !== null ? (
          <>
            , in all <Duration ms={total.ms} coarse plain /> {spellWords(total)}
          </>
        ) : null}
      </p>
      <CorrectedFrom incident={incident} occurrence={incident.occurrences.length} end="began" now={current.from} />
    </div>
  );
};

/** Says that a time above was corrected, and from which value. `now`: the time it was corrected to. */
const CorrectedFrom = ({ incident, occurrence, end, now }: { incident: Incident; occurrence: number; end: 'began' | 'ended'; now: FactTime }) => {
  const before = knownBefore(incident, occurrence, end);
  return before === null ? null : (
    <p className={styles.span}>
      {end === 'began' ? 'Beginning' : 'End'} corrected from <GivenTimeBeside time={before} other={now} />
    </p>
  );
};
