import type { Level } from '@sitrep/shared/domain/words.ts';
import { LEVEL_CODE } from './level-code.ts';
import styles from './status-glyph.module.css';

/** The shape of a level. `size` in px, or any CSS length; `unmeasured`: no check measures it, so operational is drawn as an empty ring. Hidden from screen readers: the word beside it is the name. */
export const StatusGlyph = ({ level, size = 13, unmeasured = false }: { level: Level; size?: number | string; unmeasured?: boolean }) => (
  <i className={styles.glyph} data-st={LEVEL_CODE[level]} data-unmeasured={unmeasured ? '' : undefined} style={{ fontSize: size }} aria-hidden="true" />
);
