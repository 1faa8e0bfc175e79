import type { ReactNode } from 'react';
import styles from './command-text.module.css';

/** What is typed in a terminal, or stands in an address. */
export const CommandText = ({ children }: { children: ReactNode }) => <code className={styles.command}>{children}</code>;
