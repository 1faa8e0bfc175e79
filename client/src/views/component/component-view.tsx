import { type BoardState, type Component, lookup } from '@sitrep/shared/domain/state.ts';
import { mostlyUnknown } from '@sitrep/shared/query/mostly-unknown.ts';
import { overrunByComponent } from '@sitrep/shared/query/overrun.ts';
import { type ComponentStatus, componentStatus, type StandingStatement, shownLevel } from '@sitrep/shared/query/status.ts';
import { budgetMinutes, type Day, type Uptime } from '@sitrep/shared/query/uptime.ts';
import { componentName } from '@sitrep/shared/words/component-names.ts';
import { day, dayIn, duration, exactPercent, factTime, minutes, zoneName } from '@sitrep/shared/words/format.ts';
import { overrunWords } from '@sitrep/shared/words/maintenance-words.ts';
import { sourceName, statementWords } from '@sitrep/shared/words/statement-words.ts';
import { upWords } from '@sitrep/shared/words/uptime-words.ts';
import { audienceWords, capital, LEVEL_WORD, levelWord, listed } from '@sitrep/shared/words/wording.ts';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { DaySkyline } from '../../charts/day-skyline.tsx';
import type { IncidentPages } from '../../sync/use-incident-pages.ts';
import { Elapsed } from '../../ui/duration.tsx';
import { FactTimeText } from '../../ui/fact-time-text.tsx';
import { IncidentRow } from '../../ui/incident-row/incident-row.tsx';
import kit from '../../ui/kit.module.css';
import { LEVEL_CODE } from '../../ui/level-code.ts';
import { shortMoment } from '../../ui/moment.ts';
import { NothingHere } from '../../ui/nothing-here.tsx';
import { Page } from '../../ui/page.tsx';
import { SectionHead } from '../../ui/section-head.tsx';
import { StatusWord } from '../../ui/status-word.tsx';
import styles from './component-view.module.css';

export interface ComponentReport extends Component {
  /** UTC ms; null while the component is on the board. */
  readonly retiredAt: number | null;
  readonly uptime: Uptime;
  readonly skyline: readonly Day[];
}
interface ComponentProps {
  componentId: string;
  board: BoardState;
  /** The board as customers see it; null in the public scope, where `board` is that already. */
  customers: BoardState | null;
  report: ComponentReport | null;
  /** Stands where the report would, when it could not be read. */
  failure?: ReactNode;
  /** The time zone whose midnights divide the days of the report. */
  zone: string;
  pages: IncidentPages;
  /** UTC ms. */
  now: number;
}

/** The level with its reasons first, then the last 90 days, then every incident it was part of. */
export const ComponentView = ({ componentId, board, customers, report, failure = null, zone, pages, now }: ComponentProps) => {
  const component = lookup(board.components, componentId) ?? report;
  if (component === null && failure !== null)
    return (
      <Page title="Component" hidden>
        {failure}
      </Page>
    );
  if (component === null) return <NothingHere title="There is no such component here">It may have been retired, or it may not be public.</NothingHere>;
  if (report !== null && report.retiredAt !== null && lookup(board.components, componentId) === undefined)
    return <RetiredComponentView report={report} retiredAt={report.retiredAt} board={board} zone={zone} pages={pages} />;
  const status = componentStatus(board, componentId);
  const seen = customers === null ? null : componentStatus(customers, componentId);
  const deciding = status.statements.find((statement) => statement.id === status.deciding);
  const overrun = status.level === 'under_maintenance' ? overrunByComponent(board).get(componentId) : undefined;
  const group = component.groupId === null ? undefined : lookup(board.groups, component.groupId);
  const regionName = (id: string) => lookup(board.regions, id)?.name ?? id;
  return (
    <main id="main" tabIndex={-1}>
      <header className={styles.head} data-st={LEVEL_CODE[status.level]}>
        <div>
          <p className={styles.line}>
            <StatusWord level={status.level} size={15} unmeasured={!status.measured} />
            {overrun === undefined ? null : <span className={kit.late}>{overrunWords(shortMoment(overrun.until, now, zone))}</span>}
            {status.measured ? null : <span className={kit.unmeasured}>not measured</span>}
            {status.simulated === null ? null : <b className={kit.exercise}>EXERCISE: {LEVEL_WORD[status.simulated]}</b>}
            {group === undefined ? null : <span className={kit.muted}>{group.name}</span>}
          </p>
          <h1 dir="auto">{component.name}</h1>
          {component.description === null ? null : <p className={kit.muted}>{component.description}</p>}
        </div>
        {deciding === undefined || deciding.since.ms === null || status.level === 'operational' ? null : (
          <div className={styles.duration}>
            <span className={styles.big}>
              <Elapsed since={deciding.since.ms} />
            </span>
            <p className={kit.muted}>
              at this level, since <FactTimeText time={deciding.since} />
            </p>
          </div>
        )}
      </header>
      <ComponentFacts component={component} report={report} seen={seen} status={status} />
      <div className={styles.main}>
        <section>
          <SectionHead note={countWords(status)}>Why it is at this level</SectionHead>
          {status.statements.length === 0 ? (
            <p className={styles.quiet}>
              No statements about this component. {status.measured ? '' : 'No check measures it, so this is no trouble reported, not proof of health.'}
            </p>
          ) : (
            <ul className={styles.statements}>
              {status.statements.map((statement) => (
                <Statement
                  key={statement.id}
                  statement={statement}
                  decides={statement.id === status.deciding && status.statements.length > 1}
                  regionName={regionName}
                />
              ))}
            </ul>
          )}
          <p className={styles.rule}>The level is the worst visible statement that is not muted.</p>
        </section>
        {report === null ? failure : <LastDays report={report} now={now} zone={zone} />}
        <PastIncidents board={board} pages={pages} />
      </div>
    </main>
  );
};

/** A retired component: when it was retired, its last 90 days, and every incident it was part of. It has no level. */
const RetiredComponentView = ({
  report,
  retiredAt,
  board,
  zone,
  pages,
}: Pick<ComponentProps, 'board' | 'zone' | 'pages'> & { report: ComponentReport; retiredAt: number }) => (
  <main id="main" tabIndex={-1}>
    <header className={styles.head}>
      <div>
        <p className={styles.line}>
          <b>Retired</b>
          <span className={kit.muted}>
            <FactTimeText time={{ ms: retiredAt, precision: 'minute' }} />
          </span>
        </p>
        <h1 dir="auto">{report.name}</h1>
        {report.description === null ? null : <p className={kit.muted}>{report.description}</p>}
      </div>
    </header>
    <div className={styles.main}>
      <p className={styles.quiet}>It is no longer on the board. This page shows its history up to that day.</p>
      <LastDays report={report} now={Number.POSITIVE_INFINITY} zone={zone} retired />
      <PastIncidents board={board} pages={pages} />
    </div>
  </main>
);

const PastIncidents = ({ board, pages }: Pick<ComponentProps, 'board' | 'pages'>) => (
  <section>
    <SectionHead note={pages.incidents === null ? undefined : `${pages.total}`}>Incidents</SectionHead>
    {pages.incidents !== null && pages.incidents.length === 0 ? <p className={styles.quiet}>It was part of no incident.</p> : null}
    <ol>
      {(pages.incidents ?? []).map((incident) => (
        <li key={incident.id}>
          <IncidentRow incident={incident} level={shownLevel(incident)} componentName={(id) => componentName(board, id, pages.retired)} />
        </li>
      ))}
    </ol>
  </section>
);

const countWords = ({ statements }: ComponentStatus): string => {
  const muted = statements.filter((statement) => statement.muted !== null).length;
  const standing = statements.length === 1 ? '1 statement standing' : `${statements.length} statements standing`;
  return muted === 0 ? standing : `${standing}, ${muted} muted`;
};

const KIND: Readonly<Record<StandingStatement['source']['kind'], string>> = {
  incident: 'Incident',
  check: 'Check',
  alert: 'Alert',
  vendor: 'Vendor',
  person: 'Person',
  maintenance: 'Planned work',
  silence: 'Silence',
};

const Statement = ({ statement, decides, regionName }: { statement: StandingStatement; decides: boolean; regionName: (id: string) => string }) => {
  const { source, muted } = statement;
  const where = statement.regions.length === 0 ? 'everywhere' : listed(statement.regions.map(regionName));
  const what = statement.notAffected ? 'Not affected' : statementWords(statement);
  const name = sourceName(statement);
  const who = statement.audience === null ? [] : [audienceWords(statement.audience)];
  return (
    <li className={muted === null ? (decides ? styles.decides : undefined) : styles.muted} data-st={LEVEL_CODE[statement.level]}>
      <StatusWord level={statement.level} />
      <span>
        {what === null ? null : <b className={styles.what}>{what}</b>}
        <em>
          {muted === null
            ? capital([...who, where, ...(statement.expired ? ['no fresh evidence'] : [])].join(', '))
            : `Muted${muted.by === null ? '' : ` by ${muted.by}`}${muted.until === null ? '' : ` until ${factTime({ ms: muted.until, precision: 'exact' })}`}: ${muted.reason}`}
        </em>
      </span>
      <span>
        <b className={styles.what}>{KIND[source.kind]}</b>
        {source.incidentId !== undefined ? (
          <em>
            <Link to="/incidents/$incidentId" params={{ incidentId: source.incidentId }} className={kit.link}>
              {name}
            </Link>
          </em>
        ) : name === what ? null : (
          <em>{name}</em>
        )}
      </span>
      <span className={styles.age}>
        {statement.since.ms === null ? <span className={kit.muted}>Since unknown</span> : <Elapsed since={statement.since.ms} plain coarse />}
        {decides ? <em className={styles.decisive}>worst: decides</em> : null}
      </span>
    </li>
  );
};

/** Customers are told of no component that checks must cover it; where they see a check, people are not all there is. */
const evidenceOf = ({ evidence }: Component, { measured }: ComponentStatus): string => {
  if (evidence === 'measured') return 'Measured by checks';
  return measured ? 'Checks, and reports by people' : 'Reported by people';
};

const ComponentFacts = ({
  component,
  report,
  seen,
  status,
}: {
  component: Component;
  report: ComponentReport | null;
  seen: ComponentStatus | null;
  status: ComponentStatus;
}) => {
  const budget = component.target === null || report === null ? null : budgetMinutes(component.target, report.uptime.windowMinutes);
  return (
    <dl className={styles.facts}>
      {seen === null || seen.level === status.level ? null : (
        <div>
          <dt>Customers see</dt>
          <dd>
            <StatusWord level={seen.level} unmeasured={!seen.measured} />
          </dd>
        </div>
      )}
      <div>
        <dt>Evidence</dt>
        <dd>{evidenceOf(component, status)}</dd>
      </div>
      {component.target === null ? null : (
        <div>
          <dt>Target</dt>
          <dd>{exactPercent(component.target)}</dd>
        </div>
      )}
      {report === null ? null : (
        <div>
          <dt>90 days</dt>
          <dd>
            {capital(sharesWords(report))}
            {report.uptime.incomplete ? ', incomplete' : ''}
          </dd>
        </div>
      )}
      {report === null ? null : (
        <div>
          <dt>Down</dt>
          <dd>
            {minutes(report.uptime.full.minutes)}
            {budget === null ? '' : ` of ${minutes(budget)} allowed`}
          </dd>
        </div>
      )}
      {component.team === null ? null : (
        <div>
          <dt>Team</dt>
          <dd>{component.team}</dd>
        </div>
      )}
      {component.provider === null ? null : (
        <div>
          <dt>Provider</dt>
          <dd className={kit.links}>
            {component.provider.statusPage === null ? (
              component.provider.name
            ) : (
              <a href={component.provider.statusPage} rel="noopener nofollow">
                {component.provider.name}
              </a>
            )}
          </dd>
        </div>
      )}
    </dl>
  );
};

const sharesWords = ({ uptime, target }: ComponentReport): string => {
  const { share } = uptime.full;
  if (uptime.noShare === 'under_a_day') return 'no figure yet: less than one day is counted';
  if (share === null) return 'no figure: no minute counts';
  return mostlyUnknown(uptime) ? 'mostly unknown' : `${upWords(share, target)}${uptime.basis === 'reported' ? ', as reported' : ''}`;
};

const LastDays = ({ report, now, zone, retired = false }: { report: ComponentReport; now: number; zone: string; retired?: boolean }) => {
  const measured = report.uptime.basis === 'measured';
  const words = (one: Day): string => dayWords(one, now, measured);
  const [chosen, setChosen] = useState(report.skyline.length - 1);
  const at = report.skyline[Math.min(chosen, report.skyline.length - 1)];
  const bad = report.skyline.filter((one) => one.downMinutes > 0);
  const { full } = report.uptime;
  const first = report.skyline[0];
  const summary = `${full.share === null || mostlyUnknown(report.uptime) ? 'Uptime unknown' : upWords(full.share, report.target)}, ${
    bad.length === 0
      ? 'no day with downtime'
      : `${bad.length === 1 ? '1 day' : `${bad.length} days`} with downtime: ${bad
          .slice(-5)
          .map((one) => day(one.from, zone))
          .join(', ')}`
  }`;
  return (
    <section>
      <SectionHead note={`${zoneName(zone)} days, taller is worse`}>Last 90 days</SectionHead>
      <DaySkyline
        days={report.skyline.map((one) => ({ from: one.from, tone: one.worst === null ? null : LEVEL_CODE[one.worst] }))}
        chosen={chosen}
        onChoose={setChosen}
        summary={summary}
        measured={measured}
        chosenWords={at === undefined ? '' : `${dayIn(at.from, zone)}: ${words(at)}`}
      />
      <p className={`${kit.label} ${styles.axis}`} aria-hidden="true">
        <span>{first === undefined ? '' : day(first.from, zone).slice(4)}</span>
        <span>{retired ? 'its last day' : 'today'}</span>
      </p>
      {at === undefined ? null : (
        <p className={styles.day}>
          <b>{dayIn(at.from, zone)}</b> {capital(words(at))}
          <span className={`${kit.dim} ${styles.keys}`}>arrow keys step through days</span>
        </p>
      )}
    </section>
  );
};

const dayWords = (one: Day, now: number, measured: boolean): string => {
  const what =
    one.worst === null
      ? 'not yet in service'
      : one.worst === 'operational'
        ? levelWord(one.worst, measured).toLowerCase()
        : `at worst ${LEVEL_WORD[one.worst].toLowerCase()}, ${one.downMinutes === 0 ? 'no minute down' : `down ${duration(one.downMinutes * 60_000)}`}`;
  return `${what}${one.until > now ? ' so far' : ''}`;
};
