import { clock } from '@sitrep/shared/words/format.ts';
import { useRef, useState } from 'react';
import type { Problem } from '../sync/api.ts';
import { type SendState, useCommand } from '../sync/use-command.ts';
import { useNotConnected } from '../sync/use-connection.ts';
import { RefusalBox } from '../ui/command-form/refusal.tsx';
import { SendButton } from '../ui/command-form/send-button.tsx';
import kit from '../ui/kit.module.css';
import { useSingleKey } from '../ui/use-single-key.ts';
import { useZones } from '../ui-state.ts';
import styles from './acknowledge.module.css';
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
      {faster !== null ? <Faster {...faster} cannot={cannot} onLeave={() => setLeft(state)} onTakeOver={() => take(faster.by)} /> : null}
    </span>
  );
};

interface FasterOne {
  readonly by: string;
  /** UTC ms; null when it is not known. */
  readonly since: number | null;
}
/** Who had it a moment before, as the refusal says. */
const fasterOne = (state: SendState): FasterOne | null => {
  const { reason, params = {} }: Partial<Problem> = typeof state === 'object' ? state.refused : {};
  if (reason !== 'holder_moved' || typeof params.by !== 'string') return null;
  const since = params.since as { ms?: unknown } | undefined;
  return { by: params.by, since: typeof since?.ms === 'number' ? since.ms : null };
};

/** Says who took it, and offers to leave it first, and then to take it over. */
const Faster = ({ by, since, cannot, onLeave, onTakeOver }: FasterOne & { cannot: string | null; onLeave: () => void; onTakeOver: () => void }) => {
  const { leading } = useZones();
  return (
    <RefusalBox>
      <p>
        <b>
          {by} took it{since === null ? ' before you' : ` at ${clock(since, leading, { seconds: true })}, before you`}.
        </b>{' '}
        Nothing was recorded.
      </p>
      <div className={styles.ways}>
        <button type="button" className={kit.primaryButton} onClick={onLeave}>
          Leave it to {by}
        </button>
        <button type="button" aria-disabled={cannot !== null} onClick={() => cannot === null && onTakeOver()}>
          Take it over
        </button>
      </div>
      {cannot === null ? null : <p>{cannot}</p>}
    </RefusalBox>
  );
};
