import type { Level } from '@sitrep/shared/domain/words.ts';
import { LEVEL_CODE } from './level-code.ts';

/** The shape of a level. `size` in px. Silent to screen readers: the word beside it is the name. */
export const StatusGlyph = ({ level, size = 13 }: { level: Level; size?: number }) => (
  <i className="gl" data-st={LEVEL_CODE[level]} style={{ fontSize: size }} aria-hidden="true" />
);
