import type { Occurrence } from '@sitrep/shared/domain/state.ts';
import type { Scope } from '@sitrep/shared/domain/words.ts';
import { factTime } from '@sitrep/shared/words/format.ts';
import { type ReactNode, useState } from 'react';
import { CommandPanel } from '../../../ui/command-form/command-panel.tsx';
import { ScopeChoice } from '../../../ui/command-form/scope-choice.tsx';
import { SelectField } from '../../../ui/command-form/select-field.tsx';
import { TimeField } from '../../../ui/command-form/time-field.tsx';
import { type KeptTime, typedTime } from '../../../ui/command-form/typed-time.ts';
import { useTypedTime } from '../../../ui/command-form/use-typed-time.ts';
import { WordsField } from '../../../ui/command-form/words-field.tsx';
import { GivenTime } from '../../../ui/fact-time/given-time.tsx';
import { useZones } from '../../../ui-state.ts';
import type { PanelProps } from './panel-props.ts';
import styles from './times-panel.module.css';
import { useVerbForm } from './use-verb-form.ts';

interface Fields {
  readonly began: KeptTime | null;
  readonly ended: KeptTime | null;
  readonly reason: string;
  readonly scope: Scope | null;
}
const BLANK: Fields = { began: null, ended: null, reason: '', scope: null };

/** Corrects when an occurrence began or ended. With several it asks which, the last one first. */
export const TimesPanel = (props: PanelProps) => {
  const { occurrences } = props.incident;
  const [chosen, setChosen] = useState(occurrences.length);
  const { leading } = useZones();
  const occurrence = occurrences[chosen - 1];
  if (occurrence === undefined) return null;
  const words = ({ from, until }: Occurrence, index: number) =>
    `${index + 1}: ${factTime(from, { zone: leading })}${until === null ? ', goes on' : ` to ${factTime(until, { zone: leading })}`}`;
  return (
    <OneOccurrence key={chosen} {...props} occurrence={occurrence} number={chosen}>
      {occurrences.length === 1 ? null : (
        <SelectField
          label="Which time it happened"
          options={occurrences.map((one, index) => ({ key: String(index + 1), words: words(one, index) }))}
          value={String(chosen)}
          onChange={(number) => setChosen(Number(number))}
        />
      )}
    </OneOccurrence>
  );
};

const OneOccurrence = ({
  occurrence,
  number,
  children,
  ...props
}: PanelProps & {
  occurrence: Occurrence;
  /** Counted from 1. */
  number: number;
  children: ReactNode;
}) => {
  const { incident } = props;
  const { leading } = useZones();
  const typed = (time: Occurrence['until']) => (time === null || time.ms === null || !TYPEABLE.has(time.precision) ? '' : typedTime(time.ms, leading));
  // As they were when the form appeared: a correction by somebody else meanwhile must not look like one typed here.
  const [known] = useState({ from: typed(occurrence.from), until: typed(occurrence.until) });
  const { fields, change, send, frame } = useVerbForm(props, `times-${number}`, { blank: BLANK, said: 'Times corrected.' });
  const began = useTypedTime({ typed: fields.began, onType: (began) => change({ began }), initial: known.from, optional: true });
  const ended = useTypedTime({ typed: fields.ended, onType: (ended) => change({ ended }), initial: known.until, optional: true });
  const reason = fields.reason.trim();
  const scope = incident.published ? fields.scope : null;
  const correct = () =>
    send({
      type: 'correct-times',
      incidentId: incident.id,
      occurrence: number,
      ...(began.time === undefined ? {} : { from: began.time }),
      ...(ended.time === undefined ? {} : { until: ended.time }),
      ...(reason === '' ? {} : { reason }),
      ...(scope === null ? {} : { scope }),
    });
  return (
    <CommandPanel
      {...frame}
      title="Correct times"
      note="the earlier value stays in the timeline"
      button={scope === 'public' ? 'Correct for everyone' : scope === 'internal' ? 'Correct for responders only' : 'Correct times'}
      onSend={correct}
    >
      {children}
      <div className={styles.times}>
        <TimeField
          label="Began"
          {...began}
          note={
            <p>
              Known so far: <GivenTime time={occurrence.from} />
            </p>
          }
        />
        {occurrence.until === null ? null : (
          <TimeField
            label="Ended"
            {...ended}
            note={
              <p>
                Known so far: <GivenTime time={occurrence.until} />
              </p>
            }
          />
        )}
      </div>
      <WordsField
        line
        label="Why (optional)"
        value={fields.reason}
        onChange={(text) => change({ reason: text })}
        hint={incident.published ? 'Read by whoever is told.' : undefined}
      />
      {incident.published ? (
        <ScopeChoice
          legend="Who is told?"
          value={fields.scope}
          onChange={(chosen) => change({ scope: chosen })}
          everyone="Everyone: customers read the corrected times"
          inside="Responders only: customers keep the times they were told"
        />
      ) : null}
    </CommandPanel>
  );
};

/** Times that can be typed as they are known. */
const TYPEABLE: ReadonlySet<string> = new Set(['exact', 'minute', 'approximate', 'hour']);
