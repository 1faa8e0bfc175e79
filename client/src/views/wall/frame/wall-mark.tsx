import type { Level } from '@sitrep/shared/domain/words.ts';
import { StatusGlyph } from '../../../ui/status-glyph.tsx';

/** The shape of a level. `size`: in u, the wall's unit. */
export const WallMark = ({ level, size, unmeasured }: { level: Level; size: number; unmeasured?: boolean }) => (
  <StatusGlyph level={level} size={`calc(${size} * var(--u))`} {...(unmeasured === undefined ? {} : { unmeasured })} />
);
