import { componentNames } from '@sitrep/shared/words/component-names.ts';
import { useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { createReporter } from '../sync/report-incident.ts';
import { useSync } from '../sync/sync-context.ts';
import { useBoard } from '../sync/use-board.ts';
import { Dialog } from '../ui/dialog.tsx';
import { ReportForm } from '../ui/report-form/report-form.tsx';
import { SectionHead } from '../ui/section-head.tsx';
import styles from './report-dialog.module.css';

const PATIENCE_MS = 3_000;

/** The form to report an incident from any room. The incident is opened internal; publishing is a separate step. */
export const ReportDialog = ({ onClose }: { onClose: () => void }) => {
  const board = useBoard();
  const sync = useSync();
  const router = useRouter();
  const [report] = useState(createReporter);
  const components = [...componentNames(board)].sort((a, b) => (a.name < b.name ? -1 : 1));
  return (
    <Dialog label="Report an incident" className={styles.dialog} onClose={onClose}>
      <SectionHead>Report an incident</SectionHead>
      <div className={styles.form}>
        <ReportForm
          components={components}
          placeholder="Live streams drop for some viewers"
          onReport={async (given) => {
            const outcome = await report(given);
            if (outcome.kind === 'refused') return outcome.detail;
            await sync.reached(outcome.pos, PATIENCE_MS);
            onClose();
            if (outcome.incidentId !== '') void router.navigate({ to: '/incidents/$incidentId', params: { incidentId: outcome.incidentId } });
            return null;
          }}
        />
      </div>
    </Dialog>
  );
};
