import type { Level } from '@sitrep/shared/domain/words.ts';
import { LEVEL_SHORT, LEVEL_WORD } from '@sitrep/shared/query/wording.ts';
import { LEVEL_CODE } from './level-code.ts';
import { StatusGlyph } from './status-glyph.tsx';

/** Shape and word together. `short` shows the short word and keeps the full one for `title` and screen readers; `was` marks a level that has passed. */
export const StatusWord = ({ level, size = 13, short = false, was = false }: { level: Level; size?: number; short?: boolean; was?: boolean }) => (
  <span className="st" data-st={LEVEL_CODE[level]} title={short ? LEVEL_WORD[level] : undefined}>
    <StatusGlyph level={level} size={size} />
    {short ? (
      <>
        <span aria-hidden="true">{LEVEL_SHORT[level]}</span>
        <span className="sr">{LEVEL_WORD[level]}</span>
      </>
    ) : (
      <span>
        {was ? 'was ' : ''}
        {was ? LEVEL_WORD[level].toLowerCase() : LEVEL_WORD[level]}
      </span>
    )}
  </span>
);

/** A level that an exercise pretends. Dashed, and named as simulated. */
export const SimulatedTag = ({ level }: { level: Level }) => (
  <span className="simulated" title={`${LEVEL_WORD[level]}, simulated by an exercise`}>
    <StatusGlyph level={level} size={10} />
    <span aria-hidden="true">{LEVEL_SHORT[level]}</span>
    <span className="sr">{LEVEL_WORD[level]}, simulated by an exercise</span>
  </span>
);
