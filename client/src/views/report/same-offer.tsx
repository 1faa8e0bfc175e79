import type { BoardState, Incident } from '@sitrep/shared/domain/state.ts';
import { currentOccurrence } from '@sitrep/shared/query/incident-order.ts';
import { incidentLevel, standingImpacts } from '@sitrep/shared/query/status.ts';
import { componentName } from '@sitrep/shared/words/component-names.ts';
import { whoHasItWords } from '@sitrep/shared/words/incident-words.ts';
import { listed } from '@sitrep/shared/words/wording.ts';
import { useRouter } from '@tanstack/react-router';
import { IncidentLevel } from '../../ui/incident-level.tsx';
import kit from '../../ui/kit.module.css';
import { shortMoment } from '../../ui/moment.ts';
import { shownId } from '../../ui/shown-id.ts';
import { useZones } from '../../ui-state.ts';
import styles from './same-offer.module.css';

/** Incidents that are open on what was chosen: joining one comes before reporting another. `chosen`: ids of components; `now`: UTC ms. */
export const SameOffer = ({
  incidents,
  chosen,
  board,
  now,
  words,
  onApart,
}: {
  incidents: readonly Incident[];
  chosen: readonly string[];
  board: BoardState;
  now: number;
  /** What was typed so far: who joins has it in the composer there. */
  words: string;
  /** They are not the same. */
  onApart: () => void;
}) => {
  const router = useRouter();
  const { leading } = useZones();
  const hurt = [...new Set(incidents.flatMap((incident) => standingImpacts(incident).map(({ componentId }) => componentId)))].filter((id) =>
    chosen.includes(id),
  );
  return (
    <section className={styles.offer} aria-label="Open already">
      <p>
        <b>{listed(hurt.map((id) => componentName(board, id)))} already has an open incident.</b> Is it this one? What you typed is kept, and goes along.
      </p>
      <ul>
        {incidents.map((incident) => (
          <li key={incident.id}>
            <div>
              <b>{incident.title}</b> <span className={`${kit.mono} ${kit.dim}`}>{shownId(incident.id)}</span>
              <p>
                <IncidentLevel incident={incident} level={incidentLevel(incident)} size={12} /> since{' '}
                {shortMoment(currentOccurrence(incident).from, now, leading)}. {whoHasItWords(board, incident)}.
              </p>
            </div>
            <button
              type="button"
              className={kit.primaryButton}
              onClick={() => void router.navigate({ to: '/incidents/$incidentId', params: { incidentId: incident.id }, state: { words } })}
            >
              Join<span className={kit.hidden}> {incident.title}</span>
            </button>
          </li>
        ))}
      </ul>
      <button type="button" onClick={onApart}>
        {incidents.length === 1 ? 'Not the same' : 'None of these'}
      </button>
    </section>
  );
};
