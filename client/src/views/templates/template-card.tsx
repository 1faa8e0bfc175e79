import type { BoardState, Template } from '@sitrep/shared/domain/state.ts';
import { componentName } from '@sitrep/shared/words/component-names.ts';
import { LEVEL_WORD, listed } from '@sitrep/shared/words/wording.ts';
import { useState } from 'react';
import { useCommand } from '../../sync/use-command.ts';
import { useNotConnected } from '../../sync/use-connection.ts';
import { SendButton } from '../../ui/command-form/send-button.tsx';
import { Markdown } from '../../ui/markdown/markdown.tsx';
import styles from './template-card.module.css';
import { TemplateForm } from './template-form.tsx';

/** One template, as it will stand in the form, and what can be done with it. `isOpen`: its form is asked for; `onAsk` opens and closes it; `onSaid`: words to announce. */
export const TemplateCard = ({
  board,
  template,
  mayShape,
  isOpen,
  onAsk,
  onSaid,
}: {
  board: BoardState;
  template: Template;
  mayShape: boolean;
  isOpen: boolean;
  onAsk: (open: boolean) => void;
  onSaid: (words: string) => void;
}) => {
  const { name, title, what, componentIds, level, text } = template;
  const [kept, setKept] = useState(false);
  // Once for each time that it is asked for: the next form begins from what was saved.
  const [wasOpen, setWasOpen] = useState(false);
  if (isOpen !== wasOpen) {
    setWasOpen(isOpen);
    // Whether they may is asked below: on a page that is loaded it is known only later.
    if (isOpen) setKept(true);
  }
  const [removing, setRemoving] = useState(false);
  const { state, send } = useCommand();
  const cannot = useNotConnected();
  const leave = (words?: string) => {
    if (words !== undefined) onSaid(`${name}: ${words}`);
    setKept(false);
    onAsk(false);
  };
  return (
    <article className={styles.card} aria-label={name} tabIndex={-1}>
      <h3>
        <bdi>{name}</bdi>
      </h3>
      {what === null && title === null ? null : <p className={styles.meta}>{[title, what].filter(Boolean).join('. ')}</p>}
      {componentIds.length === 0 && level === null ? null : (
        <p className={styles.meta}>
          {[listed(componentIds.map((id) => componentName(board, id))), level === null ? '' : LEVEL_WORD[level]].filter(Boolean).join(', ')}
        </p>
      )}
      {text === null ? null : <Markdown text={text} className={styles.text} />}
      {mayShape ? (
        <div className={styles.acts}>
          <button type="button" aria-expanded={isOpen} onClick={() => onAsk(!isOpen)}>
            Change
          </button>
          <button type="button" aria-expanded={removing} onClick={() => setRemoving(!removing)}>
            Remove
          </button>
        </div>
      ) : null}
      {removing ? (
        <div className={styles.removing}>
          <p>What was begun from it stays as it is.</p>
          <SendButton
            state={state}
            cannot={cannot}
            primary
            onSend={() => send({ type: 'remove-template', templateId: template.id }, () => onSaid(`${name}: Removed.`))}
          >
            Remove it
          </SendButton>
          <button type="button" onClick={() => setRemoving(false)}>
            Keep it
          </button>
        </div>
      ) : null}
      {kept && mayShape ? (
        <TemplateForm board={board} template={template} open={isOpen} onClose={() => onAsk(false)} onDone={leave} onDiscarded={() => leave()} />
      ) : null}
    </article>
  );
};
