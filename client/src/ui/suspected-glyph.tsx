import styles from './suspected-glyph.module.css';

/** The shape of what is suspected: a dashed square, which is none of the six levels. `size`: px, or a length. */
export const SuspectedGlyph = ({ size }: { size: number | string }) => (
  <svg className={styles.glyph} style={{ width: size, height: size }} viewBox="0 0 16 16" aria-hidden="true">
    <rect x="1.5" y="1.5" width="13" height="13" />
  </svg>
);
