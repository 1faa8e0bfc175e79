import { useState } from 'react';
import { NoteBar } from './note-bar.tsx';

/** Says that the link this page was opened by did not work, with the server's sentence on how to get a working one. */
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
