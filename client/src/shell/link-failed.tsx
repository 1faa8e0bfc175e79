import { useState } from 'react';

/** That the link this page was opened by did not work, and how to get one that does. In: why, in whole sentences. */
export const LinkFailed = ({ why }: { why: string }) => {
  const [seen, setSeen] = useState(false);
  return seen ? null : (
    <aside className="note-bar" role="alert">
      <span>
        {why} <code>npm run sitrep -- owner-link</code> prints a new one.
      </span>
      <button type="button" onClick={() => setSeen(true)}>
        Seen
      </button>
    </aside>
  );
};
