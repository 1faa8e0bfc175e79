import type { BoardState } from '@sitrep/shared/domain/state.ts';
import { componentOrder } from '@sitrep/shared/query/component-order.ts';
import { componentName } from '@sitrep/shared/words/component-names.ts';
import { duration } from '@sitrep/shared/words/format.ts';
import { Link, useRouter } from '@tanstack/react-router';
import { useCallback } from 'react';
import { useCommandForm } from '../../controls/use-command-form.ts';
import { useBoardEntry } from '../../sync/use-board.ts';
import { useMay, useSuspect, useVisitor } from '../../sync/use-visitor.ts';
import { CommandPanel } from '../../ui/command-form/command-panel.tsx';
import { SelectField } from '../../ui/command-form/select-field.tsx';
import { TimeField } from '../../ui/command-form/time-field.tsx';
import type { KeptTime } from '../../ui/command-form/typed-time.ts';
import { useTypedTime } from '../../ui/command-form/use-typed-time.ts';
import { WordsField } from '../../ui/command-form/words-field.tsx';
import kit from '../../ui/kit.module.css';
import { Page } from '../../ui/page.tsx';
import styles from './sighting-room.module.css';

const TITLE = 'A customer sees this';

/** Where anybody who is signed in says what a customer sees: two answers, and it is on everybody’s board. */
export const SightingRoom = () => {
  const entry = useBoardEntry();
  const visitor = useVisitor();
  const maySight = useMay('sight');
  if (visitor === null || entry === null) return <Page title={TITLE}>{null}</Page>;
  return (
    <Page title={TITLE}>
      {!maySight ? (
        <p>
          Whoever is signed in and looks at the internal board says here what customers see. <Link to="/">To the board</Link>
        </p>
      ) : Object.keys(entry.board.components).length === 0 ? (
        <p>
          There are no components yet, and what a customer sees is about one. <Link to="/">To the board</Link>
        </p>
      ) : (
        <Form board={entry.board} />
      )}
    </Page>
  );
};

interface Fields {
  readonly words: string;
  readonly componentId: string;
  readonly ticket: string;
  readonly seen: KeptTime | null;
}
const BLANK: Fields = { words: '', componentId: '', ticket: '', seen: null };

const Form = ({ board }: { board: BoardState }) => {
  const router = useRouter();
  const { count, withinMs } = useSuspect();
  const leave = useCallback(() => {
    if (router.history.canGoBack()) router.history.back();
    else void router.navigate({ to: '/' });
  }, [router]);
  const toBoard = () => void router.navigate({ to: '/', replace: true });
  const place = { open: true, onClose: leave, onDone: toBoard, onDiscarded: leave };
  const { fields, change, send, frame } = useCommandForm('/sighting', place, { blank: BLANK, said: 'Recorded.' });
  const seen = useTypedTime({ typed: fields.seen, onType: (typed) => change({ seen: typed }), initial: 'now' });
  const ticket = fields.ticket.trim();
  const record = () =>
    send({
      type: 'record-sighting',
      componentId: fields.componentId,
      words: fields.words.trim(),
      ...(ticket === '' ? {} : { ticket }),
      ...(seen.time === undefined ? {} : { at: seen.time }),
    });
  return (
    <div className={styles.form}>
      <CommandPanel {...frame} title="What a customer sees" note="colleagues read it, customers never" button="Record it" onSend={record}>
        <WordsField
          line
          required
          label="What does the customer see?"
          value={fields.words}
          onChange={(words) => change({ words })}
          hint="In the customer’s words, without a name."
        />
        <SelectField
          label="Where?"
          none="Choose"
          options={componentOrder(board).map((id) => ({ key: id, words: componentName(board, id) }))}
          value={Object.hasOwn(board.components, fields.componentId) ? fields.componentId : ''}
          onChange={(componentId) => change({ componentId })}
        />
        <div className={styles.rest}>
          <WordsField line label="Ticket (optional)" value={fields.ticket} onChange={(typed) => change({ ticket: typed })} />
          <TimeField label="Seen" {...seen} />
        </div>
      </CommandPanel>
      <p className={kit.note}>
        {count === 1 ? 'Each report shows' : `${count} reports of one component within ${duration(withinMs)} show`} “Suspected, nothing declared” to everybody
        inside.
      </p>
    </div>
  );
};
