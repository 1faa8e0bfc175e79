import { componentNames } from '@sitrep/shared/words/component-names.ts';
import { useState } from 'react';
import { sendCommand } from '../../sync/send-command.ts';
import { useBoard } from '../../sync/use-board.ts';
import kit from '../../ui/kit.module.css';
import styles from './internal-components.module.css';

/** Components that customers do not see yet, each to be made public. Nothing while there are none. */
export const InternalComponents = () => {
  const board = useBoard();
  const [busy, setBusy] = useState<string | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const internal = componentNames(board).filter(({ id }) => board.components[id]?.published === false);
  if (internal.length === 0) return null;
  const publish = async (componentId: string, name: string) => {
    setBusy(componentId);
    // The target was set here, for all to see; what else was said inside is for whoever said it to tell.
    const target = board.components[componentId]?.target ?? null;
    const sent = await sendCommand({ type: 'define-component', componentId, name, target, scope: 'public' });
    setFailure(sent.kind === 'refused' ? sent.problem.detail : null);
    setBusy(null);
  };
  return (
    <div className={styles.internal}>
      <p>Customers do not see:</p>
      <ul>
        {internal.map(({ id, name }) => (
          <li key={id}>
            <b>{name}</b>{' '}
            <button type="button" disabled={busy !== null} onClick={() => void publish(id, board.components[id]?.name ?? name)}>
              Make public<span className={kit.hidden}> {name}</span>
            </button>
          </li>
        ))}
      </ul>
      {failure === null ? null : (
        <p role="alert">
          <b>Not made public.</b> {failure}
        </p>
      )}
    </div>
  );
};
