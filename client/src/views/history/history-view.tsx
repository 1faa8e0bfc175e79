import type { BoardState } from '@sitrep/shared/domain/state.ts';
import { CauseClass } from '@sitrep/shared/domain/words.ts';
import { zoned } from '@sitrep/shared/query/calendar.ts';
import { shownLevel } from '@sitrep/shared/query/status.ts';
import { componentName, componentNames } from '@sitrep/shared/words/component-names.ts';
import { date, zoneName } from '@sitrep/shared/words/format.ts';
import { type ReactNode, useEffect, useState } from 'react';
import { OverviewBrush } from '../../charts/overview-brush.tsx';
import type { IncidentPages } from '../../sync/use-incident-pages.ts';
import { FailureNote } from '../../ui/failure-note.tsx';
import { IncidentRow } from '../../ui/incident-row/incident-row.tsx';
import kit from '../../ui/kit.module.css';
import { LEVEL_CODE } from '../../ui/level-code.ts';
import { Page } from '../../ui/page.tsx';
import { SectionHead } from '../../ui/section-head.tsx';
import { useZones } from '../../ui-state.ts';
import { CAUSE_WORD } from './cause-word.ts';
import { dayMs, dayText } from './day-text.ts';
import type { ComponentUptime, Years } from './history-data.ts';
import { HistoryLanes } from './history-lanes.tsx';
import type { HistorySearch } from './history-search.ts';
import styles from './history-view.module.css';
import { allOfHistory, defaultWindow, lanesOf, lastDays, type Window } from './lanes-of.ts';
import { useHistoryKeys } from './use-history-keys.ts';

const YEAR = 366 * 86_400_000;

interface HistoryProps {
  board: BoardState;
  pages: IncidentPages;
  report: readonly ComponentUptime[];
  years: Years | null;
  /** UTC ms. */
  now: number;
  search: HistorySearch;
  onSearch: (next: HistorySearch) => void;
  /** Draws the minutes of outage in a window. */
  minutes: (window: Window) => ReactNode;
}

/** Incidents as lanes over time and as a list. Undated ones have a list of their own and are never on the axis. */
export const HistoryView = ({ board, pages, report, years, now, search, onSearch, minutes }: HistoryProps) => {
  const { leading } = useZones();
  const nameOf = (id: string) => componentName(board, id, pages.retired);
  const incidents = pages.incidents ?? [];
  const dated = incidents.filter((incident) => incident.startedAt.ms !== null);
  const undated = incidents.filter((incident) => incident.startedAt.ms === null);
  const stretches = lanesOf(incidents, now);
  const whole = allOfHistory(stretches, now);
  const window: Window =
    search.from !== undefined && search.to !== undefined ? { from: dayMs(search.from, leading), to: dayMs(search.to, leading) } : defaultWindow(stretches, now);
  const inWindow = dated.filter(
    ({ phase, startedAt, endedAt }) => (startedAt.ms ?? 0) <= window.to && (phase === 'resolved' ? (endedAt?.ms ?? startedAt.ms ?? 0) : now) >= window.from,
  );
  const filtered = search.component !== undefined || search.cause !== undefined || search.year !== undefined || search.text !== undefined;
  const setWindow = (next: Window) =>
    onSearch({ ...search, from: dayText(next.from, leading), to: dayText(Math.max(next.to, next.from + 86_400_000), leading) });
  useHistoryKeys({ window, begins: stretches.map((stretch) => stretch.from), onWindow: setWindow });
  const overview = (ms: number): string => (whole.to - whole.from > YEAR / 2 ? date(ms, leading) : date(ms, leading).replace(/ \d{4}$/, ''));
  // The window leaves room after now, in which nothing can have happened.
  const words = `${date(Math.min(window.from, now), leading)} to ${window.to > now ? 'today' : date(window.to, leading)}`;
  return (
    <Page title="History" note={pages.incidents === null ? null : `${pages.total} ${pages.total === 1 ? 'incident' : 'incidents'}${filtered ? ' match' : ''}`}>
      <Filters search={search} onSearch={onSearch} board={board} years={years} />
      {pages.error === null ? null : (
        <FailureNote what="The history could not be read." safe="The live board goes on." error={pages.error} onRetry={pages.retry} />
      )}
      {stretches.length === 0 ? null : (
        <section aria-label="Over time">
          <div className={styles.bar}>
            <h2>{words}</h2>
            <span className={kit.muted}>
              {inWindow.length === 1 ? '1 incident' : `${inWindow.length} incidents`} in this window, {zoneName(leading)} days
            </span>
            <fieldset className={styles.zoom}>
              <legend className={kit.hidden}>Window</legend>
              {ZOOMS.map(([label, days]) => {
                const target = days === null ? allOfHistory(stretches, now) : lastDays(days, now);
                const here = dayText(target.from, leading) === dayText(window.from, leading) && dayText(target.to, leading) === dayText(window.to, leading);
                return (
                  <button key={label} type="button" aria-pressed={here} onClick={() => setWindow(target)}>
                    {label}
                  </button>
                );
              })}
            </fieldset>
          </div>
          <OverviewBrush
            from={whole.from}
            to={whole.to}
            window={window}
            bars={stretches.map((stretch) => ({
              key: `${stretch.incidentId}-${stretch.componentId}-${stretch.from}`,
              from: stretch.from,
              to: stretch.to,
              tone: LEVEL_CODE[stretch.level],
            }))}
            tickLabel={(ms, step) => (step >= 360 * 86_400_000 ? String(zoned(ms, leading).year) : overview(ms))}
            label="Window on the history"
            words={words}
            onWindow={setWindow}
          />
          <HistoryLanes board={board} stretches={stretches} window={window} report={report} retired={pages.retired} now={now} />
          {minutes(window)}
        </section>
      )}
      <section className={styles.list}>
        <SectionHead note={search.from === undefined || inWindow.length === dated.length ? undefined : `${inWindow.length} of ${dated.length} in the window`}>
          Incidents
        </SectionHead>
        {inWindow.length === 0 && pages.incidents !== null && pages.error === null ? (
          <p className={styles.quiet}>
            {filtered
              ? `No dated incident matches this${dated.length > 0 ? ' in the window' : ''}.`
              : dated.length > 0
                ? 'No incident was recorded in this window. That is a record of trouble, not a proof of health: what nobody noticed is not here.'
                : 'No incident with a date was recorded here.'}
          </p>
        ) : null}
        <ol>
          {inWindow.map((incident) => (
            <li key={incident.id}>
              <IncidentRow incident={incident} level={shownLevel(incident)} componentName={nameOf} />
            </li>
          ))}
        </ol>
        {pages.more ? (
          <button type="button" onClick={pages.loadMore}>
            Show older ones
          </button>
        ) : null}
      </section>
      {undated.length === 0 ? null : (
        <section className={styles.list}>
          <SectionHead note={`${undated.length} on no axis and in no figure`}>Date unknown</SectionHead>
          <p className={styles.note}>Nobody wrote down when these happened. They stand in the order they were told, the latest first.</p>
          <ol>
            {undated.map((incident) => (
              <li key={incident.id}>
                <IncidentRow incident={incident} level={shownLevel(incident)} componentName={nameOf} />
              </li>
            ))}
          </ol>
        </section>
      )}
    </Page>
  );
};

const ZOOMS: readonly (readonly [string, number | null])[] = [
  ['30 d', 30],
  ['90 d', 90],
  ['1 y', 365],
  ['All', null],
];

const Filters = ({ search, onSearch, board, years }: Pick<HistoryProps, 'search' | 'onSearch' | 'board' | 'years'>) => {
  const [text, setText] = useState(search.text ?? '');
  useEffect(() => setText(search.text ?? ''), [search.text]);
  const change = (name: keyof HistorySearch, value: string) => {
    // Another filter has another default window, so the old one is dropped.
    const { [name]: _, from: _from, to: _to, ...rest } = search;
    onSearch((value === '' ? rest : { ...rest, [name]: value }) as HistorySearch);
  };
  const live = componentNames(board);
  const gone = Object.keys(board.retired).map((id) => ({ id, name: `${componentName(board, id).replace(/ \(retired\)$/, '')} (retired)` }));
  const components = [...live, ...gone].sort((a, b) => a.name.localeCompare(b.name, 'en'));
  const any = search.component !== undefined || search.cause !== undefined || search.year !== undefined || search.text !== undefined;
  return (
    <search>
      <form
        className={styles.filters}
        onSubmit={(event) => {
          event.preventDefault();
          change('text', text.trim());
        }}
      >
        <label>
          <span>Component</span>
          <select value={search.component ?? ''} onChange={(event) => change('component', event.target.value)}>
            <option value="">Any</option>
            {components.map((component) => (
              <option key={component.id} value={component.id}>
                {component.name}
              </option>
            ))}
          </select>
        </label>
        <label>
          <span>Cause</span>
          <select value={search.cause ?? ''} onChange={(event) => change('cause', event.target.value)}>
            <option value="">Any</option>
            {CauseClass.options.map((cause) => (
              <option key={cause} value={cause}>
                {CAUSE_WORD[cause]}
              </option>
            ))}
          </select>
        </label>
        <label>
          <span>Year</span>
          <select value={search.year ?? ''} onChange={(event) => change('year', event.target.value)}>
            <option value="">Any</option>
            {(years?.years ?? []).map(({ year, incidents }) => (
              <option key={year} value={String(year)}>
                {year} ({incidents})
              </option>
            ))}
            {years === null || years.undated === 0 ? null : <option value="undated">Date unknown ({years.undated})</option>}
          </select>
        </label>
        <label className={styles.words}>
          <span>Words</span>
          <input
            type="search"
            value={text}
            maxLength={200}
            placeholder="DNS, plugin, log in"
            onChange={(event) => setText(event.target.value)}
            onBlur={() => text.trim() !== (search.text ?? '') && change('text', text.trim())}
          />
        </label>
        <button type="submit">Search</button>
        {any ? (
          <button type="button" onClick={() => onSearch({})}>
            Clear
          </button>
        ) : null}
      </form>
    </search>
  );
};
