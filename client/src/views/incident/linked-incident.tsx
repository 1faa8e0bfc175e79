import { incidentPeak } from '@sitrep/shared/query/status.ts';
import { useIncident } from '../../sync/use-incident.ts';
import { FactTimeText } from '../../ui/fact-time-text.tsx';
import kit from '../../ui/kit.module.css';
import { shownId } from '../../ui/shown-id.ts';
import { StatusGlyph } from '../../ui/status-glyph.tsx';
import { IncidentLinkText } from './incident-link-text.tsx';

/** Another incident by title and date; by its id until it is loaded, or when the reader may not see it. */
export const LinkedIncident = ({ id }: { id: string }) => {
  const incident = useIncident(id).data?.incident;
  if (incident === undefined) return <IncidentLinkText id={id}>{shownId(id)}</IncidentLinkText>;
  return (
    <>
      <StatusGlyph level={incidentPeak(incident)} size={11} /> <IncidentLinkText id={id}>{incident.title}</IncidentLinkText>{' '}
      <span className={kit.dim}>
        <FactTimeText time={incident.startedAt} />
      </span>
    </>
  );
};
