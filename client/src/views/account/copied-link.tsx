import { useRef, useState } from 'react';
import styles from './copied-link.module.css';

/** A link or a token to be handed on, to be copied by a button or by hand. It is shown once. */
export const CopiedLink = ({ label, url, what = 'link', children }: { label: string; url: string; what?: 'link' | 'token'; children: string }) => {
  const field = useRef<HTMLInputElement>(null);
  const [said, setSaid] = useState('');
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(url);
      setSaid('Copied.');
    } catch {
      field.current?.select();
      setSaid('This browser did not allow it. The link is selected: copy it by hand.');
    }
  };
  return (
    <div className={styles.link}>
      <p>{children}</p>
      <div className={styles.line}>
        <input ref={field} readOnly aria-label={label} value={url} onFocus={(event) => event.target.select()} />
        <button type="button" onClick={() => void copy()}>
          Copy {what}
        </button>
      </div>
      <p role="status" className={styles.said}>
        {said}
      </p>
    </div>
  );
};
