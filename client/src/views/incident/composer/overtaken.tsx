import type { ReactNode } from 'react';
import { RefusalBox } from '../../../ui/command-form/refusal.tsx';
import kit from '../../../ui/kit.module.css';
import type { Draft } from './draft.ts';
import styles from './overtaken.module.css';
import { chosenWords, type NameOf } from './words.ts';

/** Stands where phase, levels and the next update were chosen, while words alone can be sent: why, and what is not sent, until its author agrees. */
export const Overtaken = ({
  why,
  draft,
  nameOf,
  now,
  zone,
  onTakeOff,
}: {
  why: ReactNode;
  draft: Draft;
  nameOf: NameOf;
  /** UTC ms. */
  now: number;
  zone: string;
  onTakeOff: () => void;
}) => (
  <RefusalBox>
    <p>
      {why} Not sent: {chosenWords(draft, nameOf, now, zone)}.
    </p>
    <button type="button" className={`${kit.primaryButton} ${styles.off}`} onClick={onTakeOff}>
      Take this off, keep my words
    </button>
  </RefusalBox>
);
