import styles from './composer-place.module.css';

/** Stands for the composer until its code has arrived. */
export const ComposerPlace = () => <div className={styles.place} />;
