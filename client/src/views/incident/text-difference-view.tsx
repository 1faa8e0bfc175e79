import { textDifference } from './text-difference.ts';
import styles from './text-difference-view.module.css';

/** What changed between two texts, word by word: what went is struck through, what came is underlined. */
export const TextDifference = ({ before, after }: { before: string; after: string }) => (
  <p className={styles.difference}>
    {textDifference(before, after).map((part, index) => {
      const key = `${index}-${part.kind}`;
      if (part.kind === 'removed') return <del key={key}>{part.text}</del>;
      if (part.kind === 'added') return <ins key={key}>{part.text}</ins>;
      return <span key={key}>{part.text}</span>;
    })}
  </p>
);
