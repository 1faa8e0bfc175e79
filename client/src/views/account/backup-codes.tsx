import { useState } from 'react';
import kit from '../../ui/kit.module.css';
import styles from './backup-codes.module.css';

/** Backup codes, shown this once. `onDone`: they are kept. */
export const BackupCodes = ({ codes, email, onDone }: { codes: readonly string[]; email: string; onDone: () => void }) => {
  const [said, setSaid] = useState('');
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(`Sitrep backup codes of ${email}\n${codes.join('\n')}\n`);
      setSaid('Copied.');
    } catch {
      setSaid('This browser did not allow copying. Select the codes and copy them by hand.');
    }
  };
  return (
    <section className={styles.codes} aria-label="Backup codes">
      <p>
        <b>Keep these backup codes somewhere safe, not on the same phone.</b> Each signs you in once in place of a code of the app. They are not shown again.
      </p>
      <p className={styles.whose}>Sitrep backup codes of {email}</p>
      <ol className={styles.list}>
        {codes.map((code) => (
          <li key={code} className={kit.mono}>
            {code}
          </li>
        ))}
      </ol>
      <p className={styles.acts}>
        <button type="button" onClick={() => void copy()}>
          Copy
        </button>
        <button type="button" onClick={() => window.print()}>
          Print
        </button>
        <button type="button" className={kit.primaryButton} onClick={onDone}>
          I have kept them
        </button>
        <span role="status" className={kit.note}>
          {said}
        </span>
      </p>
    </section>
  );
};
