import { useIncident } from '../sync/use-incident.ts';
import { Sign } from './sign.tsx';

/** The sign of an incident's page. `known`: its title on the board, or its id. */
export const IncidentSign = ({ id, known }: { id: string; known: string }) => {
  const { data, error } = useIncident(id, { ask: false });
  return <Sign room={data?.incident.title ?? (known === id && error?.problem.status === 404 ? 'No such incident' : known)} />;
};
