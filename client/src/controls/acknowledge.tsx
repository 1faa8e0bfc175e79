import { useRef, useState } from 'react';
import { type SendState, useCommand } from '../sync/use-command.ts';
import { useNotConnected } from '../sync/use-connection.ts';
import { SendButton } from '../ui/command-form/send-button.tsx';
import { useSingleKey } from '../ui/use-single-key.ts';
import { Faster, fasterOne } from './faster.tsx';
import type { Waiting } from './take-by.tsx';

/**
 * Takes an incident that nobody has: one press, no question. The key `A` does the same: on the incident's own page (`page`) always, in a list for the
 * incident in which the focus is. Where somebody else was a moment faster, it says who, and only a second press takes it over. `onDone`: called once it is recorded.
 */
export const Acknowledge = ({ incident, page = false, onDone }: { incident: Waiting; page?: boolean; onDone?: (() => void) | undefined }) => {
  const { state, send } = useCommand();
  const cannot = useNotConnected();
  const place = useRef<HTMLSpanElement>(null);
  const [left, setLeft] = useState<SendState | null>(null);
  const faster = state === left ? null : fasterOne(state);
  const isOpen = incident.phase !== 'resolved';
  const canTake = isOpen && faster === null && (incident.acknowledged === null || state === 'sending');
  const take = (expectedHolder: string | null) => send({ type: 'acknowledge-incident', incidentId: incident.id, expectedHolder }, onDone);
  useSingleKey(
    'a',
    canTake
      ? () => {
          const here = page || place.current?.closest('article, li')?.contains(document.activeElement) === true;
          if (here && cannot === null) take(null);
          return here;
        }
      : null,
  );
  return !canTake && (!isOpen || faster === null) ? null : (
    <span ref={place}>
      {canTake ? (
        <SendButton state={state === left ? 'idle' : state} cannot={cannot} primary={page} {...(page ? { shortcut: 'A' } : {})} onSend={() => take(null)}>
          Take it
        </SendButton>
      ) : null}
      {faster !== null ? (
        <Faster by={faster.by} since={faster.since} cannot={cannot} onLeave={() => setLeft(state)} onTakeOver={() => take(faster.holder)} />
      ) : null}
    </span>
  );
};
