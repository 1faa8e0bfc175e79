import { useRef } from 'react';
import { useCommand } from '../sync/use-command.ts';
import { useNotConnected } from '../sync/use-connection.ts';
import { SendButton } from '../ui/command-form/send-button.tsx';
import { useSingleKey } from '../ui/use-single-key.ts';

/**
 * Takes an incident that nobody has: one press, no question. The key `A` does the same: on the incident's own page (`page`) always, in a list for the
 * incident in which the focus is. In: the id of the incident; `onDone`: called once it is recorded.
 */
export const Acknowledge = ({ incidentId, page = false, onDone }: { incidentId: string; page?: boolean; onDone?: (() => void) | undefined }) => {
  const { state, send } = useCommand();
  const cannot = useNotConnected();
  const place = useRef<HTMLSpanElement>(null);
  const acknowledge = () => send({ type: 'acknowledge-incident', incidentId }, onDone);
  useSingleKey('a', () => {
    const here = page || place.current?.closest('article, li')?.contains(document.activeElement) === true;
    if (here && cannot === null) acknowledge();
    return here;
  });
  return (
    <span ref={place}>
      <SendButton state={state} cannot={cannot} primary={page} {...(page ? { shortcut: 'A' } : {})} onSend={acknowledge}>
        Acknowledge
      </SendButton>
    </span>
  );
};
