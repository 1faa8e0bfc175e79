import type { Audience } from '@sitrep/shared/domain/event.ts';
import type { ReactNode } from 'react';
import styles from './audience-choice.module.css';
import { ChoiceList } from './choice-list.tsx';
import { WordsField } from './words-field.tsx';

/** Who is affected, as it is typed. `kind` null: not answered; `share` in percent, `count`: as typed. */
export interface TypedAudience {
  readonly kind: Kind | null;
  readonly share: string;
  readonly count: string;
  readonly of: string;
  readonly words: string;
  readonly isEstimate: boolean;
}
type Kind = 'unknown' | 'everyone' | 'share' | 'count' | 'predicate';
export const NO_AUDIENCE: TypedAudience = { kind: null, share: '', count: '', of: '', words: '', isEstimate: true };

/** In: a complete answer. Out: the audience it means, a share as 0..1; null for "not yet counted", undefined for none. */
export const audienceOf = ({ kind, share, count, of, words, isEstimate }: TypedAudience): Audience | null | undefined => {
  const some = (key: 'of' | 'words', typed: string) => (typed.trim() === '' ? {} : { [key]: typed.trim() });
  const guess = isEstimate ? { estimate: true } : {};
  switch (kind) {
    case 'share':
      return { kind, share: Number(share) / 100, ...some('of', of), ...some('words', words), ...guess };
    case 'count':
      return { kind, count: Number(count), ...some('of', of), ...some('words', words), ...guess };
    case 'predicate':
      return { kind, words: words.trim() };
    case 'everyone':
      return { kind, ...some('words', words) };
    case 'unknown':
      return null;
    default:
      return undefined;
  }
};

const KINDS: readonly { readonly key: Kind; readonly words: string }[] = [
  { key: 'everyone', words: 'Everyone' },
  { key: 'share', words: 'A share' },
  { key: 'count', words: 'A number' },
  { key: 'predicate', words: 'Some, in words' },
  { key: 'unknown', words: 'Not yet counted' },
];

/**
 * Asks who is affected: everyone, a share, a number, some in words, or not yet counted. `spared`: who is not, where all is the answer until another is given;
 * `asKnown`: the words of the answer that leaves it as it is, where there is one.
 */
export const AudienceChoice = ({
  value,
  onChange,
  spared = false,
  asKnown = null,
}: {
  value: TypedAudience;
  onChange: (audience: TypedAudience) => void;
  spared?: boolean;
  asKnown?: ReactNode;
}) => {
  const { kind } = value;
  const change = (part: Partial<TypedAudience>) => onChange({ ...value, ...part });
  const asItIs = spared ? (asKnown ?? 'Everyone') : asKnown;
  const isCounted = kind === 'share' || kind === 'count';
  return (
    <div className={styles.audience}>
      <ChoiceList<Kind | 'known'>
        legend={spared ? 'Who is not affected?' : 'Who is affected?'}
        options={[
          ...(asItIs === null ? [] : [{ key: 'known' as const, words: asItIs }]),
          ...KINDS.filter(({ key }) => !spared || (key !== 'unknown' && key !== 'everyone')),
        ]}
        value={kind ?? (asItIs === null ? null : 'known')}
        onChange={(chosen) => change({ kind: chosen === 'known' ? null : chosen })}
      />
      {isCounted ? (
        <div className={styles.counted}>
          <label>
            <span>{kind === 'share' ? 'Percent' : 'How many'}</span>
            <input
              type="number"
              inputMode="decimal"
              required
              min={kind === 'share' ? 0.001 : 0}
              max={kind === 'share' ? 100 : undefined}
              step={kind === 'share' ? 'any' : 1}
              value={kind === 'share' ? value.share : value.count}
              onChange={(event) => change(kind === 'share' ? { share: event.target.value } : { count: event.target.value })}
            />
          </label>
          <WordsField line label="Of whom (customers, where left empty)" value={value.of} onChange={(of) => change({ of })} />
          <label className={styles.estimate}>
            <input type="checkbox" checked={value.isEstimate} onChange={(event) => change({ isEstimate: event.target.checked })} />
            <span>An estimate</span>
          </label>
        </div>
      ) : null}
      {kind === 'predicate' ? (
        <WordsField line required label="Who, in words" value={value.words} onChange={(words) => change({ words })} hint="“Whoever signs in with Google.”" />
      ) : null}
    </div>
  );
};
