import type { ReactNode } from 'react';

/** The reading frame of a room: gutters, and one heading for the outline. `title`: the heading; hidden when the room draws its own. */
export const Page = ({ title, hidden = false, note, children }: { title: string; hidden?: boolean; note?: ReactNode; children: ReactNode }) => (
  <main className="page" id="main" tabIndex={-1}>
    <header className={hidden ? 'sr' : 'page-head'}>
      <h1>{title}</h1>
      {note === undefined ? null : <span className="mut">{note}</span>}
    </header>
    {children}
  </main>
);
