import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import kit from '../../ui/kit.module.css';

/** A link to the page of another incident. */
export const IncidentLinkText = ({ id, children }: { id: string; children: ReactNode }) => (
  <Link to="/incidents/$incidentId" params={{ incidentId: id }} className={kit.link}>
    {children}
  </Link>
);
