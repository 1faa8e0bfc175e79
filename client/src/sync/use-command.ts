import type { Command } from '@sitrep/shared/domain/command.ts';
import { useCallback, useRef, useState } from 'react';
import { isUndone, type Problem } from './api.ts';
import { newKey, type Sent, sendCommand } from './send-command.ts';
import { useSync } from './sync-context.ts';

/** `again`: the same command may be sent again; it is recorded once, even if it was recorded already. */
export type SendState =
  | 'idle'
  | 'sending'
  | 'accepted'
  | {
      readonly refused: Problem;
      readonly again: boolean;
      /** Another command of this control, before this one, was left without an answer: it may have been recorded. */
      readonly earlier?: true;
    };
export type Accepted = Extract<Sent, { kind: 'accepted' }>;

export interface CommandLine {
  readonly state: SendState;
  /**
   * Sends the command unless one is on its way. `onAccepted`: called once it was recorded and, if that comes soon, is on screen. Trying again is sending what the
   * control says now: the same command goes under the same key, and another one is another intention.
   */
  send(command: Command, onAccepted?: (accepted: Accepted) => void): void;
}

/** How long what was recorded may take to come back over the connection before the control says so, ms. */
const PATIENCE_MS = 3_000;

interface Intention {
  readonly command: Command;
  readonly key: string;
  readonly onAccepted: ((accepted: Accepted) => void) | undefined;
}

/** One control that sends commands. The same command is one intention, sent under the same key until it is accepted, however often it is pressed. */
export const useCommand = (): CommandLine => {
  const sync = useSync();
  const [state, setState] = useState<SendState>('idle');
  const intention = useRef<Intention | null>(null);
  const sending = useRef(false);
  const unanswered = useRef({ last: false, earlier: false });
  const run = useCallback(
    async ({ command, key, onAccepted }: Intention): Promise<void> => {
      sending.current = true;
      setState('sending');
      const sent = await sendCommand(command, key);
      if (sent.kind === 'accepted') {
        intention.current = null;
        unanswered.current = { last: false, earlier: false };
        await sync.reached(sent.pos, PATIENCE_MS);
      }
      sending.current = false;
      if (sent.kind === 'refused') {
        // Its key stays that of what did not leave.
        if (isUndone(sent.problem)) intention.current = null;
        unanswered.current.last ||= sent.again;
        return setState({ refused: sent.problem, again: sent.again, ...(unanswered.current.earlier ? { earlier: true } : {}) });
      }
      setState('accepted');
      onAccepted?.(sent);
    },
    [sync],
  );
  const send = useCallback<CommandLine['send']>(
    (command, onAccepted) => {
      if (sending.current) return;
      const last = intention.current;
      const isSame = last !== null && JSON.stringify(last.command) === JSON.stringify(command);
      if (!isSame) unanswered.current = { last: false, earlier: unanswered.current.earlier || unanswered.current.last };
      intention.current = { command, key: isSame ? last.key : newKey(), onAccepted };
      void run(intention.current);
    },
    [run],
  );
  return { state, send };
};
