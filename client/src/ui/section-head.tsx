import type { ReactNode } from 'react';

/** The ruled head of a column. `id`: names the section by its title alone. `note`: the muted words at its right end. */
export const SectionHead = ({ children, note, id }: { children: ReactNode; note?: ReactNode; id?: string }) => (
  <h2 className="hd">
    <span id={id}>{children}</span>
    {note === undefined || note === null ? null : <span className="lab">{note}</span>}
  </h2>
);
