import type { Region } from '@sitrep/shared/domain/state.ts';
import type { ReactNode } from 'react';
import styles from './audience-choice.module.css';
import { Segments } from './segments.tsx';
import { type AudienceKind, readAudience, type TypedAudience } from './typed-audience.ts';

const KINDS: readonly { readonly key: AudienceKind; readonly words: string }[] = [
  { key: 'everyone', words: 'Everyone' },
  { key: 'share', words: 'A share' },
  { key: 'count', words: 'A count' },
  { key: 'region', words: 'A region' },
  { key: 'predicate', words: 'Those who …' },
  { key: 'unknown', words: 'Not yet counted' },
];
const NONE: readonly Region[] = [];

/**
 * Asks who is affected: everyone, a share, a count, some in words, or not yet counted. `legend`: the question, with `hidden` it stands elsewhere already; `regions`:
 * those that can be the answer; `spared`: who is not affected, where all is the answer until another is given; `asKnown`: the words of the answer that leaves it as it
 * is, where there is one.
 */
export const AudienceChoice = ({
  value,
  onChange,
  legend,
  hidden = false,
  regions = NONE,
  spared = false,
  asKnown = null,
}: {
  value: TypedAudience;
  onChange: (audience: TypedAudience) => void;
  legend: string;
  hidden?: boolean;
  regions?: readonly Region[];
  spared?: boolean;
  asKnown?: ReactNode;
}) => {
  const { kind } = value;
  const change = (part: Partial<TypedAudience>) => onChange({ ...value, ...part });
  const asItIs = spared ? (asKnown ?? 'Everyone') : asKnown;
  const isOffered = (key: AudienceKind): boolean => {
    if (key === 'region') return regions.length > 0 || kind === 'region';
    return !spared || (key !== 'unknown' && key !== 'everyone');
  };
  const read = readAudience(value);
  const isWrong = (typed: string) => 'wrong' in read && typed.trim() !== '';
  const wrong = (kind === 'share' && isWrong(value.share)) || (kind === 'count' && isWrong(value.count));
  return (
    <div>
      <Segments<AudienceKind | 'known'>
        legend={legend}
        hidden={hidden}
        wraps
        options={[...(asItIs === null ? [] : [{ key: 'known' as const, words: asItIs }]), ...KINDS.filter(({ key }) => isOffered(key))]}
        value={kind ?? (asItIs === null ? null : 'known')}
        onChange={(chosen) => change({ kind: chosen === 'known' ? null : chosen })}
      />
      {kind === 'share' || kind === 'count' ? (
        <div className={styles.more}>
          {kind === 'share' ? (
            <>
              <Line short label="Share, in per cent" value={value.share} wrong={wrong} onChange={(share) => change({ share })} />
              <span>%</span>
            </>
          ) : (
            <Line short label="How many" value={value.count} wrong={wrong} onChange={(count) => change({ count })} />
          )}
          <Line optional label="Of whom" placeholder="of customers" value={value.of} onChange={(of) => change({ of })} />
          <label className={styles.box}>
            <input type="checkbox" checked={value.isEstimate} onChange={(event) => change({ isEstimate: event.target.checked })} />
            an estimate
          </label>
        </div>
      ) : null}
      {kind === 'region' ? (
        <div className={styles.more}>
          {regions.map(({ id, name }) => (
            <label key={id} className={styles.box}>
              <input
                type="checkbox"
                checked={value.regions.includes(id)}
                onChange={(event) => change({ regions: event.target.checked ? [...value.regions, id] : value.regions.filter((one) => one !== id) })}
              />
              {name}
            </label>
          ))}
          <Line optional label="Of them" placeholder="of them: those who …" value={value.words} onChange={(words) => change({ words })} />
        </div>
      ) : null}
      {kind === 'predicate' ? (
        <div className={styles.more}>
          <Line label="Those who" placeholder="those whose stream enters at ingest-2" value={value.words} onChange={(words) => change({ words })} />
        </div>
      ) : null}
      {wrong && 'wrong' in read ? <p className={styles.wrong}>{read.wrong}</p> : null}
    </div>
  );
};

const Line = ({
  label,
  value,
  onChange,
  placeholder,
  short = false,
  optional = false,
  wrong = false,
}: {
  label: string;
  value: string;
  onChange: (value: string) => void;
  placeholder?: string;
  short?: boolean;
  optional?: boolean;
  wrong?: boolean;
}) => (
  <input
    aria-label={label}
    aria-invalid={wrong}
    className={short ? `${styles.line} ${styles.short}` : styles.line}
    inputMode={short ? 'decimal' : undefined}
    maxLength={300}
    required={!optional}
    autoComplete="off"
    placeholder={placeholder}
    value={value}
    onChange={(event) => onChange(event.target.value)}
  />
);
