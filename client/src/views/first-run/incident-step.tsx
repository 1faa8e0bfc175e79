import { componentNames } from '@sitrep/shared/words/component-names.ts';
import { useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { createReporter } from '../../sync/report-incident.ts';
import { useSync } from '../../sync/sync-context.ts';
import { useBoard } from '../../sync/use-board.ts';
import { ReportForm } from '../../ui/report-form/report-form.tsx';
import type { Draft } from './preview-board.ts';
import { Step, StepText } from './step.tsx';

const PATIENCE_MS = 3_000;

/** A first incident before one is needed; it may be an exercise. */
export const IncidentStep = ({ current, onDraft, onDone }: { current: boolean; onDraft: (part: Partial<Draft>) => void; onDone: () => void }) => {
  const board = useBoard();
  const sync = useSync();
  const router = useRouter();
  const [report] = useState(createReporter);
  const components = componentNames(board);
  return (
    <Step number={3} current={current} title="Report a first incident, before you need to">
      {components.length === 0 ? (
        <StepText>As soon as there is something that can break. It may be an exercise: marked everywhere, counted nowhere.</StepText>
      ) : (
        <ReportForm
          components={components}
          placeholder="Live streams drop for some viewers"
          onDraft={({ title, level, componentIds }) => onDraft({ title, level, affected: componentIds })}
          onReport={async (given) => {
            const outcome = await report(given);
            if (outcome.kind === 'refused') return outcome.detail;
            await sync.reached(outcome.pos, PATIENCE_MS);
            onDone();
            void router.navigate({ to: '/' });
            return null;
          }}
        />
      )}
    </Step>
  );
};
