import { RefusalBox } from '../../../ui/command-form/refusal.tsx';
import kit from '../../../ui/kit.module.css';
import type { Draft } from './draft.ts';
import styles from './overtaken.module.css';
import { chosenWords, type NameOf } from './words.ts';

/** Stands where phase, levels and the next update were chosen, once somebody has resolved the incident meanwhile: what is not sent, until its author agrees. */
export const Overtaken = ({
  draft,
  nameOf,
  now,
  zone,
  onTakeOff,
}: {
  draft: Draft;
  nameOf: NameOf;
  /** UTC ms. */
  now: number;
  zone: string;
  onTakeOff: () => void;
}) => (
  <RefusalBox>
    <p>
      <b>The incident was resolved meanwhile.</b> Until it is reopened it takes words alone. Not sent: {chosenWords(draft, nameOf, now, zone)}.
    </p>
    <button type="button" className={`${kit.primaryButton} ${styles.off}`} onClick={onTakeOff}>
      Take this off, keep my words
    </button>
  </RefusalBox>
);
