import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

/** A link to the page of another incident. */
export const IncidentLinkText = ({ id, children }: { id: string; children: ReactNode }) => (
  <Link to="/incidents/$incidentId" params={{ incidentId: id }} className="u">
    {children}
  </Link>
);
