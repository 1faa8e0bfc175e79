import type { Incident } from '@sitrep/shared/domain/state.ts';
import { levelRank } from '@sitrep/shared/domain/words.ts';
import { hurtFor } from '@sitrep/shared/query/hurt-for.ts';
import { knownBefore } from '@sitrep/shared/query/incident-facts.ts';
import { currentOccurrence } from '@sitrep/shared/query/incident-order.ts';
import { incidentLevel, incidentPeak } from '@sitrep/shared/query/status.ts';
import { dismissedWords } from '@sitrep/shared/words/dismissed-words.ts';
import { hurtBefore, spellWords } from '@sitrep/shared/words/hurt-words.ts';
import { LEVEL_WORD } from '@sitrep/shared/words/wording.ts';
import { Duration } from '../../ui/duration.tsx';
import { GivenTime } from '../../ui/fact-time/given-time.tsx';
import { IncidentLevel } from '../../ui/incident-level.tsx';
import { LEVEL_CODE } from '../../ui/level-code.ts';
import { PhaseBlocks } from '../../ui/phase-blocks.tsx';
import { shownId } from '../../ui/shown-id.ts';
import { StatusGlyph } from '../../ui/status-glyph.tsx';
import { Lock } from './lock.tsx';

/** What it is now, what it was, and for how long. `now`: UTC ms; `internal`: whether internal facts may be named. */
export const IncidentHeader = ({ incident, now, internal }: { incident: Incident; now: number; internal: boolean }) => {
  const level = incidentLevel(incident);
  const peak = incidentPeak(incident);
  const reopened = incident.phases.findLast(({ phase }) => phase === 'reopened');
  const resolved = incident.phase === 'resolved';
  const dismissed = dismissedWords(incident);
  return (
    <header className="ihead" data-st={LEVEL_CODE[level]} data-drill={incident.drill === null ? undefined : ''}>
      <div>
        <p className="l1">
          {incident.drill === null ? null : <b className="ex">EXERCISE</b>}
          {resolved ? <b className="res">{dismissed ?? 'Resolved'}</b> : <IncidentLevel incident={incident} level={level} size={15} />}
          {incident.drill === null || resolved ? null : <span>simulated</span>}
          {dismissed === null && levelRank(peak) > levelRank(level) ? (
            <span className="mut">
              {resolved ? 'peak ' : 'was '}
              <StatusGlyph level={peak} size={12} /> {LEVEL_WORD[peak]}
            </span>
          ) : null}
          <span className="mut">
            {reopened === undefined ? null : (
              <>
                Reopened <GivenTime time={reopened.at} date={resolved ? 'full' : 'short'} />
                {resolved ? null : ', '}
              </>
            )}
            {resolved ? null : <PhaseBlocks phase={incident.phase} />}
          </span>
          {internal && !incident.published ? (
            <span className="mut">
              <Lock /> Not public
            </span>
          ) : null}
          <span className="dim mono">{shownId(incident.id)}</span>
        </p>
        <h1 dir="auto">{incident.title}</h1>
        {dismissed === null ? null : <p className="none">{incident.dismissed?.reason == null ? '' : `${incident.dismissed.reason} `}It counts in no figure.</p>}
      </div>
      <Timer incident={incident} now={now} />
    </header>
  );
};

// After a reopening what is going on now leads, and the whole follows it.
const Timer = ({ incident, now }: { incident: Incident; now: number }) => {
  const total = hurtFor(incident.occurrences, incident.phase === 'resolved' ? null : now);
  const current = currentOccurrence(incident);
  if (incident.phase === 'resolved') {
    return (
      <div className="dur">
        {total === null ? (
          <p className="unl">Length not known</p>
        ) : (
          <p>
            <span className="abt">{hurtBefore(total)}</span>
            <Duration ms={total.ms} coarse />
          </p>
        )}
        {total === null || total.spells < 2 ? null : <p className="ds">{spellWords(total, { pauses: true })}</p>}
        <p className="ds">
          <GivenTime time={incident.startedAt} className="told-end" />
          {incident.endedAt === null || (incident.endedAt.ms === null && incident.endedAt.clock === undefined) ? (
            incident.startedAt.ms === null ? null : (
              ', end not known'
            )
          ) : (
            <>
              {' to '}
              <GivenTime time={incident.endedAt} className="told-end" />
            </>
          )}
        </p>
        <CorrectedFrom incident={incident} occurrence={1} end="began" />
        <CorrectedFrom incident={incident} occurrence={incident.occurrences.length} end="ended" />
      </div>
    );
  }
  return (
    <div className="dur">
      {current.from.ms === null ? <p className="unl">Start not known</p> : <Duration ms={now - current.from.ms} />}
      <p className="ds">
        since <GivenTime time={current.from} className="told-end" />
        {incident.occurrences.length > 1 && total !== null ? (
          <>
            , in all <Duration ms={total.ms} coarse plain /> {spellWords(total)}
          </>
        ) : null}
      </p>
      <CorrectedFrom incident={incident} occurrence={incident.occurrences.length} end="began" />
    </div>
  );
};

/** That a time above is not the one that was said first. */
const CorrectedFrom = ({ incident, occurrence, end }: { incident: Incident; occurrence: number; end: 'began' | 'ended' }) => {
  const before = knownBefore(incident, occurrence, end);
  return before === null ? null : (
    <p className="ds">
      {end === 'began' ? 'Beginning' : 'End'} corrected from <GivenTime time={before} className="told-end" />
    </p>
  );
};
