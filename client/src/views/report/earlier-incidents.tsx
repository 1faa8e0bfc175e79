import { type BoardState, lookup } from '@sitrep/shared/domain/state.ts';
import { hurtFor } from '@sitrep/shared/query/hurt-for.ts';
import { componentName } from '@sitrep/shared/words/component-names.ts';
import { duration } from '@sitrep/shared/words/format.ts';
import { someNames } from '@sitrep/shared/words/impact-sentence.ts';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { getJson, PATIENCE_MS } from '../../sync/api.ts';
import type { IncidentEntry } from '../../sync/incident-entry.ts';
import { useApi } from '../../sync/use-api.ts';
import type { IncidentSummary } from '../../sync/use-incident-pages.ts';
import kit from '../../ui/kit.module.css';
import { shortMoment } from '../../ui/moment.ts';
import { shownId } from '../../ui/shown-id.ts';
import { StatusGlyph } from '../../ui/status-glyph.tsx';
import { useZones } from '../../ui-state.ts';
import styles from './earlier-incidents.module.css';

// Enough to find the last ones of a component in, in one answer.
const ASKED = 50;
const SHOWN = 6;

export interface Earlier {
  /** Those that hurt a chosen component first, then the newest; null while they are awaited. */
  readonly found: readonly IncidentSummary[] | null;
  readonly failed: boolean;
}

/** Incidents that are over and can start a report. In: ids of the chosen components; `asked`: false fetches nothing. */
export const useEarlier = (chosen: readonly string[], asked: boolean): Earlier => {
  const { data, isError } = useApi<{ incidents: readonly IncidentSummary[] }>(asked ? `/incidents?open=false&limit=${ASKED}` : null);
  if (data === undefined) return { found: null, failed: isError };
  const shared = ({ impacts }: IncidentSummary) => new Set(impacts.map(({ componentId }) => componentId).filter((id) => chosen.includes(id))).size;
  const real = data.incidents.filter(({ drill, dismissed }) => drill === null && dismissed === null);
  return { found: real.toSorted((a, b) => shared(b) - shared(a)), failed: false };
};

/** Earlier incidents, to look at or to start from. `onCopy` gets one whole. */
export const EarlierIncidents = ({
  board,
  earlier: { found, failed },
  now,
  why,
  onCopy,
}: {
  board: BoardState;
  earlier: Earlier;
  /** UTC ms. */
  now: number;
  /** Why one may be the same, in sentences. */
  why?: ((incidentId: string) => string) | undefined;
  onCopy: (incident: IncidentEntry['incident']) => void;
}) => {
  const { leading } = useZones();
  const [state, setState] = useState<{ readonly id: string; readonly failed: string | null } | null>(null);
  const copy = async (id: string): Promise<void> => {
    setState({ id, failed: null });
    try {
      const { incident } = await getJson<IncidentEntry>(`/incidents/${encodeURIComponent(id)}`, AbortSignal.timeout(PATIENCE_MS));
      setState(null);
      onCopy(incident);
    } catch {
      setState({ id, failed: 'It could not be read. Try again.' });
    }
  };
  if (failed) return <p className={kit.quiet}>Earlier incidents could not be read.</p>;
  if (found === null) return <p className={kit.quiet}>Looking for earlier incidents</p>;
  if (found.length === 0) return <p className={kit.quiet}>No incident has been resolved here yet.</p>;
  return (
    <ul className={styles.list}>
      {found.slice(0, SHOWN).map((incident) => {
        const hurt = hurtFor(incident.occurrences, null);
        const names = [...new Set(incident.impacts.map(({ componentId }) => componentId))]
          .filter((id) => lookup(board.components, id) !== undefined)
          .map((id) => componentName(board, id));
        return (
          <li key={incident.id}>
            <span className={styles.glyph}>
              <StatusGlyph level={incident.peak} size={12} />
            </span>
            <div>
              <Link to="/incidents/$incidentId" params={{ incidentId: incident.id }}>
                {incident.title}
              </Link>
              <p>
                {[
                  shownId(incident.id),
                  shortMoment(incident.startedAt, now, leading),
                  ...(hurt === null ? [] : [duration(hurt.ms)]),
                  ...(names.length === 0 ? [] : [someNames(names)]),
                ].join(' · ')}
              </p>
              {why === undefined ? null : <p>{why(incident.id)}</p>}
              {state?.id === incident.id && state.failed !== null ? <p role="alert">{state.failed}</p> : null}
            </div>
            <button type="button" aria-label={`Copy ${incident.title}`} onClick={() => void copy(incident.id)}>
              {state?.id === incident.id && state.failed === null ? 'Copying' : 'Copy'}
            </button>
          </li>
        );
      })}
    </ul>
  );
};
