import type { Drill } from '@sitrep/shared/domain/state.ts';
import { boardLevel } from '@sitrep/shared/query/status.ts';
import { boardWord } from '@sitrep/shared/words/verdict.ts';
import { sentence } from '@sitrep/shared/words/wording.ts';
import { useState } from 'react';
import { UNREACHED } from '../sync/api.ts';
import { useBoard, useCustomers } from '../sync/use-board.ts';
import { useMayWork } from '../sync/use-visitor.ts';
import { Elapsed } from '../ui/duration.tsx';
import kit from '../ui/kit.module.css';
import { preloadLater } from '../ui/later.tsx';
import styles from './drill-kit.module.css';

/** Only who ends an exercise sends anything from here. */
const sender = preloadLater(() => import('../sync/send-command.ts'));

/** All that is said of an exercise, and the controls that hide or end it. */
export const RunningDrill = ({ drill, onHide }: { drill: Drill; onHide: () => void }) => {
  const real = boardLevel(useBoard());
  const customersSee = boardWord(useCustomers());
  const mayWork = useMayWork();
  const [failure, setFailure] = useState<string | null>(null);
  const end = async () => {
    const sent = await sender().then(
      ({ sendCommand }) => sendCommand({ type: 'end-drill', drillId: drill.id }),
      () => ({ kind: 'refused', problem: UNREACHED }) as const,
    );
    setFailure(sent.kind === 'refused' ? sent.problem.detail : null);
  };
  return (
    <section className={styles.bar} aria-label="Exercise">
      <span className={styles.tape} aria-hidden="true" />
      <b>EXERCISE</b>
      <p>
        <strong>{sentence(drill.name)}</strong>{' '}
        {real === 'operational' ? 'No real trouble is reported. Customers see' : 'The real state stands below. Customers see'}: {customersSee}.
        {failure === null ? '' : ` It could not be ended: ${failure}`}
      </p>
      <span className={styles.spacer} />
      {drill.lead === null ? null : <span className={`${kit.muted} ${styles.lead}`}>Led by {drill.lead}</span>}
      <span className={styles.time}>
        <Elapsed since={drill.startedAt} />
      </span>
      <button type="button" onClick={onHide}>
        Hide exercise
      </button>
      {mayWork ? (
        <button type="button" className={kit.primaryButton} onClick={() => void end()}>
          End exercise
        </button>
      ) : null}
      <span className={styles.tape} aria-hidden="true" />
    </section>
  );
};
