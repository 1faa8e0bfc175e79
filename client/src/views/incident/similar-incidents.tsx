import type { BoardState, Incident } from '@sitrep/shared/domain/state.ts';
import { likenessWords } from '@sitrep/shared/words/likeness-words.ts';
import { useSimilar } from '../../sync/use-similar.ts';
import { FactTimeText } from '../../ui/fact-time-text.tsx';
import kit from '../../ui/kit.module.css';
import { StatusGlyph } from '../../ui/status-glyph.tsx';
import { IncidentLinkText } from './incident-link-text.tsx';
import styles from './similar-incidents.module.css';

/** Incidents that may be the same, each with the reasons; nothing where there are none. Its place needs a key for each incident. */
export const SimilarIncidents = ({ incident, board }: { incident: Incident; board: BoardState }) => {
  const linked = new Set(incident.links.map(({ incidentId }) => incidentId));
  const similar = useSimilar(incident).filter(({ id }) => !linked.has(id));
  return similar.length === 0 ? null : (
    <>
      <h3 className={styles.head}>It may have</h3>
      <ul className={styles.similar} aria-label="It may have happened before">
        {similar.map(({ id, title, startedAt, peak, ...why }) => (
          <li key={id}>
            <StatusGlyph level={peak} size={11} /> <IncidentLinkText id={id}>{title}</IncidentLinkText>{' '}
            <span className={kit.dim}>
              <FactTimeText time={startedAt} />
            </span>
            <p>{likenessWords(board, why)}</p>
          </li>
        ))}
      </ul>
    </>
  );
};
