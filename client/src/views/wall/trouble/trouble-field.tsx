import type { FactTime } from '@sitrep/shared/domain/fact-time.ts';
import type { Level } from '@sitrep/shared/domain/words.ts';
import type { ReactNode } from 'react';
import { Elapsed } from '../../../ui/duration.tsx';
import { FitText } from '../../../ui/fit-text.tsx';
import { LEVEL_CODE } from '../../../ui/level-code.ts';
import { widthInEm } from '../../../ui/script-of.ts';
import { everShorter } from '../../../ui/shorten.ts';
import { WallClock } from '../frame/wall-clock.tsx';
import { WallMark } from '../frame/wall-mark.tsx';
import styles from './trouble-field.module.css';

/** A remark beside the level. `more`: what follows it on a wide screen only. */
export interface Tag {
  readonly words: string;
  readonly more?: string;
}

interface FieldProps {
  level: Level;
  /** The level in words. */
  word: string;
  tags: readonly Tag[];
  sentence: string;
  /** Who is affected and where; empty if nobody said. */
  under: string;
  /** Used instead of `under` where that has a word that is too long. */
  underShort?: string | undefined;
  /** What the timer counts from; null if unknown. */
  since: FactTime | null;
  sinceWords: ReactNode;
  /** More is shown below, so the field is lower. */
  dense?: boolean;
  /** The level is that of an exercise: drawn in outline. */
  simulated?: boolean;
}

// A longer sentence gets the whole width, with the timer below it.
const LONG_EM = 66;

/** Who cannot do what, where, since when. The worse the level, the more prominent the background. */
export const TroubleField = ({ level, word, tags, sentence, under, underShort = under, since, sinceWords, dense = false, simulated = false }: FieldProps) => (
  <section
    className={styles.field}
    data-st={LEVEL_CODE[level]}
    data-dense={dense ? '' : undefined}
    data-simulated={simulated ? '' : undefined}
    data-long={widthInEm(sentence) > LONG_EM ? '' : undefined}
    aria-label="Now"
  >
    <div className={styles.caption}>
      <WallMark level={level} size={52} />
      <span className={styles.word}>{word}</span>
      {tags.map(({ words, more }) => (
        <b key={words} className={styles.tag}>
          {words}
          {more === undefined ? null : <span className={styles.more}>{more}</span>}
        </b>
      ))}
      <div className={styles.clock}>
        <WallClock seconds={false} />
      </div>
    </div>
    <div className={styles.sentenceFrame}>
      <FitText
        as="h1"
        texts={everShorter(sentence, 2_000, 420, 300, 220, 150)}
        max={level === 'major_outage' ? 184 : 150}
        min={40}
        className={styles.sentence}
      />
    </div>
    {under === '' ? null : (
      <div className={styles.underFrame}>
        <FitText texts={[...everShorter(under, 2_000, 200, 120, 60), ...everShorter(underShort, 60, 40, 30, 24)]} max={56} min={40} className={styles.under} />
      </div>
    )}
    <div className={styles.timer}>
      {since?.ms == null ? null : (
        <span className={styles.elapsed}>
          <Elapsed since={since.ms} coarse={since.precision !== 'exact' && since.precision !== 'minute'} />
        </span>
      )}
      <span className={styles.since}>{sinceWords}</span>
    </div>
  </section>
);
