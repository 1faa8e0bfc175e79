import { Segments } from '../../ui/command-form/segments.tsx';
import type { Owner } from './report-draft.ts';
import styles from './report-kit.module.css';

const CHOICES = [
  { key: 'me', words: 'me' },
  { key: 'other', words: 'somebody else' },
  { key: 'nobody', words: 'nobody yet' },
] as const;
const HINT: Readonly<Record<Owner['kind'], string>> = {
  me: 'It is acknowledged with the report',
  other: 'Leads it; it waits until somebody acknowledges it',
  nobody: 'It waits until somebody acknowledges it',
};

/** Who has it. */
export const OwnerChoice = ({ owner, onChange }: { owner: Owner; onChange: (owner: Owner) => void }) => (
  <div className={styles.answer}>
    <Segments legend="Who has it" options={CHOICES} value={owner.kind} onChange={(kind) => onChange({ ...owner, kind })} />
    {owner.kind === 'other' ? (
      <input
        className={styles.name}
        aria-label="Name"
        placeholder="Name"
        maxLength={300}
        autoComplete="off"
        value={owner.name}
        onChange={(event) => onChange({ ...owner, name: event.target.value })}
      />
    ) : null}
    <p className={styles.hint}>{HINT[owner.kind]}</p>
  </div>
);
