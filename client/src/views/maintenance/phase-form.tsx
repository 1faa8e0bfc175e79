import type { Maintenance } from '@sitrep/shared/domain/state.ts';
import type { MaintenancePhase } from '@sitrep/shared/domain/words.ts';
import { type FormPlace, useCommandForm } from '../../controls/use-command-form.ts';
import { CommandPanel } from '../../ui/command-form/command-panel.tsx';
import { TimeField } from '../../ui/command-form/time-field.tsx';
import type { KeptTime } from '../../ui/command-form/typed-time.ts';
import { useTypedTime } from '../../ui/command-form/use-typed-time.ts';
import type { WorkAct } from './maintenance-search.ts';

type PhaseAct = Exclude<WorkAct, 'move'>;
interface Spec {
  readonly phase: MaintenancePhase;
  readonly words: string;
  readonly button: string;
  readonly said: string;
  readonly when: string;
  readonly means: string;
}
/** What each act says and does. */
export const PHASE_ACT: Readonly<Record<PhaseAct, Spec>> = {
  start: {
    phase: 'in_progress',
    words: 'Start',
    button: 'Start it',
    said: 'Started.',
    when: 'Since',
    means: 'It begins before its time: from now on its checks are muted.',
  },
  verify: {
    phase: 'verifying',
    words: 'Verify',
    button: 'Verify it',
    said: 'Being verified.',
    when: 'Since',
    means: 'The work is done, and somebody looks whether all is well.',
  },
  resume: { phase: 'in_progress', words: 'Back to work', button: 'Back to work', said: 'Goes on.', when: 'Since', means: 'Something is still to be done.' },
  complete: {
    phase: 'completed',
    words: 'Complete',
    button: 'Complete it',
    said: 'Completed.',
    when: 'Ended',
    means: 'It is over: checks count again from then on.',
  },
  cancel: {
    phase: 'cancelled',
    words: 'Cancel work',
    button: 'Cancel it',
    said: 'Cancelled.',
    when: 'Since',
    means: 'It does not take place, or not to its end. It cannot be taken up again; plan it anew.',
  },
};

const BLANK: { readonly at: KeptTime | null } = { at: null };

/** Says that work begins, is verified, is over or does not take place. Whoever knows of the work is told. */
export const PhaseForm = ({ work, act, ...place }: { work: Maintenance; act: PhaseAct } & FormPlace) => {
  const { phase, words, button, said, when, means } = PHASE_ACT[act];
  const { fields, change, send, frame } = useCommandForm(`maintenance/${work.id}/${act}`, place, { blank: BLANK, said });
  const at = useTypedTime({ typed: fields.at, onType: (typed) => change({ at: typed }), initial: 'now' });
  return (
    <CommandPanel
      {...frame}
      title={words}
      note={work.scope === 'public' ? 'customers are told' : 'only responders know of this work'}
      button={button}
      onSend={() => send({ type: 'change-maintenance-phase', maintenanceId: work.id, phase, ...(at.time === undefined ? {} : { at: at.time }) })}
    >
      <p>{means}</p>
      <TimeField label={when} {...at} />
    </CommandPanel>
  );
};
