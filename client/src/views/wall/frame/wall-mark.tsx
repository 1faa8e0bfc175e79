import type { Level } from '@sitrep/shared/domain/words.ts';
import { StatusGlyph } from '../../../ui/status-glyph.tsx';

/** The shape of a level in the wall's own units. */
export const WallMark = ({ level, size, told }: { level: Level; size: number; told?: boolean }) => (
  <StatusGlyph level={level} size={`calc(${size} * var(--u))`} {...(told === undefined ? {} : { told })} />
);
