import { isImpactStated } from '@sitrep/shared/domain/incident-spells.ts';
import type { Commitment, Holder, Incident } from '@sitrep/shared/domain/state.ts';
import type { Level } from '@sitrep/shared/domain/words.ts';
import { incidentHolder, roleHolder } from '@sitrep/shared/query/incident-facts.ts';
import { type Length, lengthOf } from '@sitrep/shared/query/length.ts';
import { incidentLevel, incidentPeak } from '@sitrep/shared/query/status.ts';
import { durations } from '@sitrep/shared/query/timeline.ts';
import { dismissedWords } from '@sitrep/shared/words/dismissed-words.ts';
import { RESOURCE_WORD, ROLE_WORD } from '@sitrep/shared/words/fact-words.ts';
import { dueWords, duration } from '@sitrep/shared/words/format.ts';
import { LEVEL_WORD } from '@sitrep/shared/words/wording.ts';
import type { ReactNode } from 'react';
import { useHolderName } from '../../ui/actor-names.ts';
import { GivenTime } from '../../ui/fact-time/given-time.tsx';
import kit from '../../ui/kit.module.css';
import { StatusWord } from '../../ui/status-word.tsx';
import { isLate } from './action-list.tsx';
import type { DrawEdit } from './edit-fact.tsx';
import styles from './facts-strip.module.css';

/** The key facts, among them how long nobody noticed. `internal`: staff names and lateness may be shown. */
export const FactsStrip = ({
  incident,
  commitments,
  now,
  internal,
  customersSee,
  takeBy,
  edit,
}: {
  incident: Incident;
  commitments: readonly Commitment[];
  now: number;
  internal: boolean;
  /** The level customers see; null if the incident is not public. Absent in the public scope itself. */
  customersSee?: Level | null;
  /** By when somebody has to take it, while nobody has. */
  takeBy?: ReactNode;
  /** Draws the controls that change facts, for those who may write. */
  edit?: DrawEdit | undefined;
}) => {
  const open = incident.phase !== 'resolved';
  const { detection } = incident;
  const { toNotice, toEscalate, toIdentify, toFix } = durations(incident);
  const next = commitments
    .filter((commitment) => commitment.kind === 'next_update' && commitment.outcome === 'open')
    .sort((a, b) => (a.due?.ms ?? Number.MAX_SAFE_INTEGER) - (b.due?.ms ?? Number.MAX_SAFE_INTEGER))[0];
  return (
    <dl className={styles.facts}>
      <Links resources={incident.resources} edit={edit?.('links', incident.resources.length === 0)} />
      {dismissedWords(incident) !== null ? null : (
        <Fact label={open ? 'Level' : 'Peak'}>
          {isImpactStated(incident) ? LEVEL_WORD[open ? incidentLevel(incident) : incidentPeak(incident)] : 'No impact stated'}
          {incident.drill === null ? '' : ', simulated'}
        </Fact>
      )}
      {open && customersSee !== undefined ? <CustomersSee level={customersSee} own={incidentLevel(incident)} /> : null}
      <Fact label="Started">
        <GivenTime time={incident.startedAt} />
      </Fact>
      {detection === null ? null : (
        <Fact label="Noticed by">
          {detection.by}
          {detection.at.ms === null && detection.at.clock === undefined ? null : (
            <>
              , <GivenTime time={detection.at} date="none" />
            </>
          )}
        </Fact>
      )}
      {toNotice === null || toNotice.ms < 60_000 ? null : (
        <Fact label="Detection lag">
          <b className={styles.lag}>{length(toNotice)}</b>
        </Fact>
      )}
      {toEscalate === null || !internal ? null : <Fact label="To be taken up">{length(toEscalate)}</Fact>}
      {toIdentify === null ? null : <Fact label="To the cause">{length(toIdentify)}</Fact>}
      {toFix === null ? null : <Fact label="To the first fix">{length(toFix)}</Fact>}
      {internal ? <Roles incident={incident} edit={edit?.('roles')} /> : null}
      {internal && open ? (
        <Fact label={incident.acknowledged === null && takeBy != null ? 'Not acknowledged' : 'Acknowledged'}>
          <Acknowledged incident={incident} takeBy={takeBy} />
        </Fact>
      ) : null}
      {open ? <Fact label="Next update">{next?.due == null ? 'not promised' : <NextUpdate next={next} now={now} />}</Fact> : null}
    </dl>
  );
};

/** Where else it is worked, the call first. Nothing while nobody has named a place and nobody here could. */
const Links = ({ resources, edit }: { resources: Incident['resources']; edit: ReactNode }) =>
  resources.length === 0 && edit == null ? null : (
    <Fact label="Links">
      <span className={styles.links}>
        {KINDS.flatMap((kind) => resources.filter((one) => one.kind === kind)).map(({ resourceId, kind, link, words }) => (
          <a key={resourceId} href={link} target="_blank" rel="noopener noreferrer nofollow">
            {RESOURCE_WORD[kind]}
            {words === null ? null : <span> {words}</span>}
          </a>
        ))}
        {edit}
      </span>
    </Fact>
  );
const KINDS = ['bridge', 'chat', 'ticket', 'runbook'] as const;

const BESIDE_COMMANDER = ['communicator', 'operations', 'scribe'] as const;
/** Who has the incident while it is open, and who has which role in it. */
const Roles = ({ incident, edit }: { incident: Incident; edit: ReactNode }) => {
  const nameOf = useHolderName();
  const named = (holder: Holder | null) => (holder === null ? null : nameOf(holder));
  const isOpen = incident.phase !== 'resolved';
  const has = isOpen ? (named(incidentHolder(incident)) ?? <b className={kit.late}>nobody yet</b>) : named(roleHolder(incident, 'commander'));
  return (
    <>
      {has === null && edit == null ? null : (
        <Fact label={isOpen ? 'Who has it' : ROLE_WORD.commander}>
          {has ?? 'nobody'}
          {edit == null ? null : ' '}
          {edit}
        </Fact>
      )}
      {BESIDE_COMMANDER.map((role) => {
        const who = named(roleHolder(incident, role));
        return who === null ? null : (
          <Fact key={role} label={ROLE_WORD[role]}>
            {who}
          </Fact>
        );
      })}
    </>
  );
};

/** When it was acknowledged, how long after the beginning of what is going on, and by whom, unless that is who has it. */
const Acknowledged = ({ incident, takeBy }: { incident: Incident; takeBy: ReactNode }) => {
  const { acknowledged, occurrences } = incident;
  const nameOf = useHolderName();
  if (acknowledged === null) return takeBy ?? <b className={kit.late}>not yet</b>;
  const who = nameOf(incidentHolder(incident) ?? acknowledged);
  const after = lengthOf(occurrences.at(-1)?.from ?? null, acknowledged.at);
  return (
    <>
      <GivenTime time={acknowledged.at} date="none" />
      {after === null ? '' : `, after ${length(after)}`}
      {who === nameOf(acknowledged) ? '' : `, by ${nameOf(acknowledged)}`}
    </>
  );
};

const length = ({ ms, about }: Length): string => `${about ? 'about ' : ''}${duration(ms)}`;

const NextUpdate = ({ next, now }: { next: Commitment; now: number }) => {
  if (next.due === null) return null;
  const late = isLate(next, now);
  return (
    <>
      <GivenTime time={next.due} date="none" />, <span className={late ? kit.late : undefined}>{dueWords(next.due, now)}</span>
    </>
  );
};

// Shown only when it differs from the level responders see.
const CustomersSee = ({ level, own }: { level: Level | null; own: Level }) =>
  level === own ? null : <Fact label="Customers see">{level === null ? 'nothing of it' : <StatusWord level={level} />}</Fact>;

const Fact = ({ label, children }: { label: string; children: ReactNode }) => (
  <div>
    <dt>{label}</dt>
    <dd>{children}</dd>
  </div>
);
