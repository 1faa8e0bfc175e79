import type { Entry } from '@sitrep/shared/domain/state.ts';
import { useState } from 'react';
import kit from '../../../ui/kit.module.css';
import styles from './copy-link.module.css';
import { entryAddress } from './entry-address.ts';

/**
 * Copies the address of one entry. Where the browser does not permit it, over plain http for one, the address stands there to be copied by hand. `onCopied`: gets
 * the words to announce.
 */
export const CopyLink = ({ entry, incidentId, onCopied }: { entry: Entry; incidentId: string; onCopied: (words: string) => void }) => {
  const [done, setDone] = useState<'copied' | 'shown' | null>(null);
  const address = new URL(entryAddress(incidentId, entry.id), location.href).href;
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(address);
      setDone('copied');
      onCopied('Link copied.');
    } catch {
      setDone('shown');
      onCopied('The link stands beside the button.');
    }
  };
  return (
    <>
      <button type="button" onClick={() => void copy()}>
        {done === 'copied' ? 'Link copied' : 'Copy link'}
      </button>
      {done === 'shown' ? (
        <input className={styles.address} readOnly aria-label="Link to this entry" value={address} onFocus={(event) => event.target.select()} />
      ) : null}
      {done !== null && entry.scope === 'internal' ? <span className={kit.note}>Only who is signed in can open it.</span> : null}
    </>
  );
};
