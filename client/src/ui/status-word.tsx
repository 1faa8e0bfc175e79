import type { Level } from '@sitrep/shared/domain/words.ts';
import { LEVEL_SHORT, LEVEL_WORD } from '@sitrep/shared/words/wording.ts';
import type { ReactNode } from 'react';
import kit from './kit.module.css';
import { LEVEL_CODE } from './level-code.ts';
import { StatusGlyph } from './status-glyph.tsx';
import styles from './status-word.module.css';

/** Glyph and words in one line, in the colour of a level. */
export const StatusLine = ({ level, title, children }: { level: Level; title?: string | undefined; children: ReactNode }) => (
  <span className={styles.status} data-st={LEVEL_CODE[level]} title={title}>
    {children}
  </span>
);

interface StatusWordProps {
  level: Level;
  size?: number;
  /** Shows the short word and keeps the full one for `title` and screen readers. */
  short?: boolean;
  /** No check measures it: operational is then only reported, and drawn hollow. */
  unmeasured?: boolean;
}

/** Shape and word together. */
export const StatusWord = ({ level, size = 13, short = false, unmeasured = false }: StatusWordProps) => {
  const hollow = unmeasured && level === 'operational';
  return (
    <StatusLine level={level} title={hollow ? 'No trouble reported; nobody measures it' : short ? LEVEL_WORD[level] : undefined}>
      <StatusGlyph level={level} size={size} unmeasured={hollow} />
      {short ? (
        <>
          <span aria-hidden="true">{LEVEL_SHORT[level]}</span>
          <span className={`${kit.hidden} ${kit.uncopied}`}>{LEVEL_WORD[level]}</span>
        </>
      ) : (
        <span>{LEVEL_WORD[level]}</span>
      )}
    </StatusLine>
  );
};

/** The level an exercise simulates. Dashed, and named as simulated. */
export const SimulatedTag = ({ level }: { level: Level }) => (
  <span className={styles.simulated} title={`${LEVEL_WORD[level]}, simulated by an exercise`}>
    <StatusGlyph level={level} size={10} />
    <span aria-hidden="true">{LEVEL_SHORT[level]}</span>
    <span className={`${kit.hidden} ${kit.uncopied}`}>{LEVEL_WORD[level]}, simulated by an exercise</span>
  </span>
);
