import { type FormEvent, useState } from 'react';
import { sendCommand } from '../../sync/send-command.ts';
import { useBoard } from '../../sync/use-board.ts';
import kit from '../../ui/kit.module.css';
import styles from './name-step.module.css';
import { Step, StepText } from './step.tsx';

/** What customers call the whole of it. */
export const NameStep = ({ current }: { current: boolean }) => {
  const board = useBoard();
  const [name, setName] = useState(board.name ?? '');
  const [failure, setFailure] = useState<string | null>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const sent = await sendCommand({ type: 'name-board', name: name.trim(), notice: null });
    setFailure(sent.kind === 'refused' ? sent.problem.detail : null);
  };
  return (
    <Step number={1} current={current} title="Name this board" done={board.name}>
      <StepText>What your customers call the whole of it. It stands in the bar and on every screen.</StepText>
      <form className={`${styles.fields} ${styles.single}`} onSubmit={(event) => void submit(event)}>
        <label>
          <span>Board</span>
          <input required maxLength={300} placeholder="Marlow Media" value={name} onChange={(event) => setName(event.target.value)} />
        </label>
        <button type="submit" className={current ? kit.primaryButton : undefined}>
          {board.name === null ? 'Name it' : 'Rename'}
        </button>
      </form>
      {failure === null ? null : <p role="alert">{failure}</p>}
    </Step>
  );
};
