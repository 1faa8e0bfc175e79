import { heldBy } from '@sitrep/shared/domain/held-by.ts';
import type { BoardState, Handover } from '@sitrep/shared/domain/state.ts';
import { componentName } from '@sitrep/shared/words/component-names.ts';
import { clock, countdown } from '@sitrep/shared/words/format.ts';
import { useId, useState } from 'react';
import { useCommand } from '../../sync/use-command.ts';
import { useNotConnected } from '../../sync/use-connection.ts';
import { CheckList } from '../../ui/command-form/choice-list.tsx';
import { SendButton } from '../../ui/command-form/send-button.tsx';
import kit from '../../ui/kit.module.css';
import { useBeat } from '../../ui/now-context.ts';
import { SectionHead } from '../../ui/section-head.tsx';
import { useZones } from '../../ui-state.ts';
import styles from './accept-form.module.css';

/** Somebody hands over: the next takes it over by name, with what they choose of what that one has. Who offered it takes it back (`mine`). `by`, `me`: names. */
export const AcceptForm = ({ board, handover, mine, by, me }: { board: BoardState; handover: Handover; mine: boolean; by: string; me: string }) => {
  const now = useBeat();
  const { leading } = useZones();
  const [left, setLeft] = useState<readonly string[]>([]);
  const { state, send } = useCommand();
  const back = useCommand();
  const cannot = useNotConnected();
  const id = useId();
  const { incidents, suspicions, mutes } = heldBy(board, handover.by);
  const options = [
    ...incidents.map(({ id, title }) => ({ key: `i/${id}`, words: title })),
    ...suspicions.map((one) => ({ key: `s/${one.id}`, words: `Suspected: ${componentName(board, one.componentId)}` })),
    ...mutes.map(({ id, reason, until }) => ({ key: `m/${id}`, words: `Mute until ${clock(until, leading)}: ${reason}` })),
  ];
  const taken = options.map(({ key }) => key).filter((key) => !left.includes(key));
  const leave = (prefix: string) => left.filter((key) => key.startsWith(prefix)).map((key) => key.slice(2));
  const accept = () =>
    send({
      type: 'accept-handover',
      handoverId: handover.id,
      ...(leave('i/').length === 0 ? {} : { leaveIncidents: leave('i/') }),
      ...(leave('s/').length === 0 ? {} : { leaveSuspicions: leave('s/') }),
      ...(leave('m/').length === 0 ? {} : { leaveMutes: leave('m/') }),
    });
  return (
    <section className={styles.form} aria-labelledby={id}>
      <SectionHead id={id}>{mine ? 'You hand over' : `${by} hands over`}</SectionHead>
      <p>
        {mine ? 'Whoever comes next takes over here, by name.' : `Take over by ${clock(handover.until, leading)}`}
        {mine ? ' ' : ', '}
        {mine ? `Lapses at ${clock(handover.until, leading)}, ${countdown(handover.until, now)}` : countdown(handover.until, now)}
        {options.length === 0 ? '.' : `: then nobody has what ${mine ? 'you have' : `${by} has`}${mutes.length === 0 ? '.' : ', and these mutes end.'}`}
      </p>
      {options.length === 0 ? (
        <p className={kit.muted}>{mine ? 'You have' : `${by} has`} no incident, no suspicion and no mute.</p>
      ) : mine ? (
        <ul className={styles.list}>
          {options.map(({ key, words }) => (
            <li key={key}>{words}</li>
          ))}
        </ul>
      ) : (
        <CheckList
          legend="Goes to you; what you leave lapses"
          options={options}
          value={taken}
          onChange={(chosen) => setLeft(options.map(({ key }) => key).filter((key) => !chosen.includes(key)))}
        />
      )}
      {mine ? null : (
        <SendButton state={state} cannot={cannot} primary onSend={accept}>
          Take over as {me}
        </SendButton>
      )}
      <SendButton state={back.state} cannot={cannot} onSend={() => back.send({ type: 'withdraw-handover', handoverId: handover.id })}>
        {mine ? 'Take it back' : 'Nobody goes: take it back'}
      </SendButton>
    </section>
  );
};
