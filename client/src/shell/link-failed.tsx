import { useState } from 'react';
import { NoteBar } from './note-bar.tsx';

/** That the link this page was opened by did not work, in the words of the server, which say how to get one that does. */
export const LinkFailed = ({ why }: { why: string }) => {
  const [seen, setSeen] = useState(false);
  return seen ? null : (
    <NoteBar role="alert">
      <span>{why}</span>
      <button type="button" onClick={() => setSeen(true)}>
        Seen
      </button>
    </NoteBar>
  );
};
