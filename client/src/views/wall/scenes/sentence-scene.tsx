import type { Level } from '@sitrep/shared/domain/words.ts';
import type { ReactNode } from 'react';
import { FitText } from '../../../ui/fit-text.tsx';
import { SuspectedGlyph } from '../../../ui/suspected-glyph.tsx';
import { WallHead } from '../frame/wall-head.tsx';
import { WallMark } from '../frame/wall-mark.tsx';
import styles from './sentence-scene.module.css';

interface SentenceSceneProps {
  level: Level;
  /** No check measures it: the shape of the level is drawn hollow. */
  unmeasured?: boolean;
  /** Another shape than that of the level: the scene is of something that is only suspected. */
  suspected?: boolean;
  /** Texts above the sentence, beside the shape of the level. */
  captions: readonly string[];
  sentence: string;
  /** Largest size of the sentence, in u. */
  max: number;
  /** Paragraphs below the sentence. */
  children: ReactNode;
  /** Content at the bottom of the scene. */
  foot: ReactNode;
}

/** One sentence in the middle of the screen, as large as it fits. */
export const SentenceScene = ({ level, unmeasured = false, suspected = false, captions, sentence, max, children, foot }: SentenceSceneProps) => (
  <>
    <WallHead />
    <main id="main" className={styles.scene} data-suspected={suspected ? '' : undefined}>
      <div className={styles.middle}>
        <p className={styles.caption}>
          {suspected ? <SuspectedGlyph size="calc(44 * var(--u))" /> : <WallMark level={level} size={44} unmeasured={unmeasured} />}
          {captions.map((caption) => (
            <span key={caption}>{caption}</span>
          ))}
        </p>
        <div className={styles.frame}>
          <FitText as="h1" texts={[sentence]} max={max} min={64} className={styles.sentence} />
        </div>
        {children}
      </div>
      {foot}
    </main>
  </>
);

/** A paragraph below the sentence. */
export const Below = ({ children }: { children: ReactNode }) => <p className={styles.below}>{children}</p>;
