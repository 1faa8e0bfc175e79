import type { Command } from '@sitrep/shared/domain/command.ts';
import { Link } from '@tanstack/react-router';
import { useCommand } from '../sync/use-command.ts';
import { useNotConnected } from '../sync/use-connection.ts';
import { SendButton } from '../ui/command-form/send-button.tsx';
import styles from './tell-them.module.css';

/** Ends a difference to what customers see. In: the command that ends it. Publishing cannot be taken back, so it is asked on the page of the incident, which shows what goes along. */
export const TellThem = ({ way }: { way: Command }) => {
  const { state, send, retry } = useCommand();
  const cannot = useNotConnected();
  return way.type === 'publish-incident' ? (
    <Link to="/incidents/$incidentId" params={{ incidentId: way.incidentId }} search={{ act: 'publish' }} className={styles.link}>
      Publish it
    </Link>
  ) : (
    <SendButton state={state} cannot={cannot} onSend={() => send(way)} onRetry={retry}>
      Tell them
    </SendButton>
  );
};
