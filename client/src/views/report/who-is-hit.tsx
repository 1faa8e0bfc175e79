import type { Region } from '@sitrep/shared/domain/state.ts';
import { Segments } from '../../ui/command-form/segments.tsx';
import { type AudienceDraft, type AudienceKind, readAudience } from './audience-draft.ts';
import styles from './who-is-hit.module.css';

const KINDS: readonly { readonly key: AudienceKind; readonly words: string }[] = [
  { key: 'everyone', words: 'Everyone' },
  { key: 'share', words: 'A share' },
  { key: 'count', words: 'A count' },
  { key: 'region', words: 'A region' },
  { key: 'predicate', words: 'Those who …' },
  { key: 'unknown', words: 'Not yet counted' },
];

/** Who is hit. `regions`: those of the board. */
export const WhoIsHit = ({
  audience,
  regions,
  onChange,
}: {
  audience: AudienceDraft;
  regions: readonly Region[];
  onChange: (audience: AudienceDraft) => void;
}) => {
  const { kind } = audience;
  const change = (part: Partial<AudienceDraft>) => onChange({ ...audience, ...part });
  const offered = KINDS.filter(({ key }) => key !== 'region' || regions.length > 0 || kind === 'region');
  const read = readAudience(audience);
  const isWrong = (typed: string) => 'wrong' in read && typed.trim() !== '';
  return (
    <>
      <Segments legend="Who is hit?" hidden options={offered} value={kind} onChange={(next) => change({ kind: next })} />
      {kind === 'share' ? (
        <div className={styles.more}>
          <Line short label="Share, in per cent" value={audience.share} wrong={isWrong(audience.share)} onChange={(share) => change({ share })} />
          <span>% of customers</span>
          <Estimate audience={audience} onChange={change} />
        </div>
      ) : null}
      {kind === 'count' ? (
        <div className={styles.more}>
          <Line short label="How many" value={audience.count} wrong={isWrong(audience.count)} onChange={(count) => change({ count })} />
          <Line label="Of whom" placeholder="customers" value={audience.of} onChange={(of) => change({ of })} />
          <Estimate audience={audience} onChange={change} />
        </div>
      ) : null}
      {kind === 'region' ? (
        <div className={styles.more}>
          {regions.map(({ id, name }) => (
            <label key={id} className={styles.box}>
              <input
                type="checkbox"
                checked={audience.regions.includes(id)}
                onChange={(event) => change({ regions: event.target.checked ? [...audience.regions, id] : audience.regions.filter((one) => one !== id) })}
              />
              {name}
            </label>
          ))}
          <Line label="Of them" placeholder="of them: those who …" value={audience.words} onChange={(words) => change({ words })} />
        </div>
      ) : null}
      {kind === 'predicate' ? (
        <div className={styles.more}>
          <Line label="Those who" placeholder="those whose stream enters at ingest-2" value={audience.words} onChange={(words) => change({ words })} />
        </div>
      ) : null}
      {'wrong' in read && (isWrong(audience.share) || isWrong(audience.count)) ? <p className={styles.wrong}>{read.wrong}</p> : null}
    </>
  );
};

const Estimate = ({ audience, onChange }: { audience: AudienceDraft; onChange: (part: Partial<AudienceDraft>) => void }) => (
  <label className={styles.box}>
    <input type="checkbox" checked={audience.isEstimate} onChange={(event) => onChange({ isEstimate: event.target.checked })} />
    an estimate
  </label>
);

const Line = ({
  label,
  value,
  onChange,
  placeholder,
  short = false,
  wrong = false,
}: {
  label: string;
  value: string;
  onChange: (value: string) => void;
  placeholder?: string;
  short?: boolean;
  wrong?: boolean;
}) => (
  <input
    aria-label={label}
    aria-invalid={wrong}
    className={short ? `${styles.line} ${styles.short}` : styles.line}
    inputMode={short ? 'decimal' : undefined}
    maxLength={300}
    autoComplete="off"
    placeholder={placeholder}
    value={value}
    onChange={(event) => onChange(event.target.value)}
  />
);
