import type { Command } from '@sitrep/shared/domain/command.ts';
import type { Scope } from '@sitrep/shared/domain/words.ts';
import { useEffect, useRef, useState } from 'react';
import { draftKey, forgetDraft, keepDraft, readDraft } from '../sync/kept-drafts.ts';
import { type SendState, useCommand } from '../sync/use-command.ts';
import { useNotConnected } from '../sync/use-connection.ts';
import { useWhoseDrafts } from '../sync/use-visitor.ts';

const VERSION = 2;
const HELD = 'It leaves in a few seconds. Undo stands in the timeline.';

/** Answers about what customers are told: asked each time the form opens, and not stored. */
interface Asked {
  readonly scope?: Scope | null;
  readonly isKnown?: boolean | null;
}

/** How a form stands on its page. */
export interface FormPlace {
  readonly open: boolean;
  readonly onClose: () => void;
  /** Call it when the command was accepted, with the words to announce. */
  readonly onDone: (words: string) => void;
  /** Call it when its author gave up what it holds. */
  readonly onDiscarded: () => void;
}

export interface CommandForm<Fields> {
  readonly fields: Fields;
  readonly change: (part: Partial<Fields>) => void;
  /** Sends what the fields say now. Once that is accepted the form is over, unless they were changed meanwhile: then it stays with them. */
  readonly send: (command: Command) => void;
  /** For the frame of the form. */
  readonly frame: {
    readonly open: boolean;
    readonly onClose: () => void;
    readonly state: SendState;
    readonly cannot: string | null;
    /** Something was typed or chosen, and the browser did not take it: it would be lost with the page. */
    readonly isUnkept: boolean;
    /** The command was accepted, and the fields say something else by now. */
    readonly isAhead: boolean;
    /** Empties the form; null while there is nothing to discard, or it is on its way. */
    readonly onDiscard: (() => void) | null;
  };
}

/**
 * A form that sends one command: its fields, kept in this browser for their author with each change, and the command they become. In: `of`, the name of the form,
 * which no other has; its fields as they are before anything is typed or chosen, and the words to announce once it is done.
 */
export const useCommandForm = <Fields extends object>(
  of: string,
  { open, onClose, onDone, onDiscarded }: FormPlace,
  { blank, said }: { readonly blank: Fields; readonly said: string },
): CommandForm<Fields> => {
  const by = useWhoseDrafts();
  const [key] = useState(() => draftKey(of, by));
  const [fields, setFields] = useState<Fields>(() => {
    const found = readDraft(key) as { v?: unknown; fields?: Fields } | null;
    return found?.v === VERSION ? { ...blank, ...found.fields } : blank;
  });
  const latest = useRef(fields);
  useEffect(() => {
    latest.current = fields;
  }, [fields]);
  const [isUnkept, setUnkept] = useState(false);
  const [isAhead, setAhead] = useState(false);
  const { state, send } = useCommand();
  const cannot = useNotConnected();
  const [wasOpen, setWasOpen] = useState(open);
  if (open !== wasOpen) {
    setWasOpen(open);
    if (open && state !== 'sending') setFields((now) => ({ ...now, ...askedIn(blank) }));
  }
  const change = (part: Partial<Fields>): void => {
    const next = { ...fields, ...part };
    setFields(next);
    const isNothing = same(storable(next), storable(blank));
    if (isNothing) forgetDraft(key);
    setUnkept(!isNothing && !keepDraft(key, { v: VERSION, fields: storable(next) }));
  };
  const discard = (): void => {
    forgetDraft(key);
    onDiscarded();
  };
  return {
    fields,
    change,
    send: (command) => {
      setAhead(false);
      send(command, ({ heldUntil }) => {
        if (!same(latest.current, fields)) return setAhead(true);
        // Written on elsewhere meanwhile, in another tab or after coming back, it is not what was sent.
        const stored = readDraft(key) as { fields?: unknown } | null;
        if (stored === null || same(stored.fields, storable(fields))) forgetDraft(key);
        onDone(heldUntil === null ? said : HELD);
      });
    },
    frame: { open, onClose, state, cannot, isUnkept, isAhead, onDiscard: state === 'sending' || same(fields, blank) ? null : discard },
  };
};

const storable = (fields: object): object => {
  const { scope: _, isKnown: __, ...stored } = fields as Asked;
  return stored;
};
const askedIn = ({ scope, isKnown }: Asked): Asked => ({ ...(scope === undefined ? {} : { scope }), ...(isKnown === undefined ? {} : { isKnown }) });
const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);
