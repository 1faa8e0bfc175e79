import { isRunning } from '@sitrep/shared/domain/planned-work.ts';
import type { Maintenance } from '@sitrep/shared/domain/state.ts';
import type { Scope } from '@sitrep/shared/domain/words.ts';
import { useState } from 'react';
import { type FormPlace, useCommandForm } from '../../controls/use-command-form.ts';
import { CommandPanel } from '../../ui/command-form/command-panel.tsx';
import { ScopeChoice } from '../../ui/command-form/scope-choice.tsx';
import { TimeField } from '../../ui/command-form/time-field.tsx';
import { type KeptTime, typedTime } from '../../ui/command-form/typed-time.ts';
import { useTypedTime } from '../../ui/command-form/use-typed-time.ts';
import { WordsField } from '../../ui/command-form/words-field.tsx';
import { GivenTime } from '../../ui/fact-time/given-time.tsx';
import { useBeat } from '../../ui/now-context.ts';
import { useZones } from '../../ui-state.ts';
import styles from './move-form.module.css';

interface Fields {
  readonly from: KeptTime | null;
  readonly until: KeptTime | null;
  readonly reason: string;
  readonly scope: Scope | null;
}
const BLANK: Fields = { from: null, until: null, reason: '', scope: null };
const MINUTE = 60_000;
const LONGER: readonly (readonly [number, string])[] = [
  [30, '30 m'],
  [60, '1 h'],
  [120, '2 h'],
];

/** Work that takes longer, or takes place at another time. Whoever knows of the work is told the times; it is asked who reads why. */
export const MoveForm = ({ work, ...place }: { work: Maintenance } & FormPlace) => {
  const { leading } = useZones();
  const now = useBeat();
  const running = isRunning(work);
  // As they were when the form appeared: a change by somebody else meanwhile must not look like one typed here.
  const [known, setKnown] = useState({ from: work.from, until: work.until });
  const typed = (ms: number | null) => (ms === null ? '' : typedTime(ms, leading));
  const { fields, change, send, frame } = useCommandForm(`maintenance/${work.id}/move`, place, { blank: BLANK, said: running ? 'Extended.' : 'Moved.' });
  // Somebody else moved it: the refusal says so, what was typed stays, and the next press is about the times of now.
  const isMoved = typeof frame.state === 'object' && frame.state.refused.reason === 'work_moved';
  if (isMoved && (known.from !== work.from || known.until !== work.until)) setKnown({ from: work.from, until: work.until });
  const from = useTypedTime({ typed: fields.from, onType: (next) => change({ from: next }), initial: typed(known.from.ms), must: 'either', optional: true });
  const until = useTypedTime({
    typed: fields.until,
    onType: (next) => change({ until: next }),
    initial: typed(known.until.ms),
    must: 'be_ahead',
    optional: true,
  });
  const reason = fields.reason.trim();
  const scope = work.scope === 'public' && reason !== '' ? fields.scope : null;
  const isLate = until.time === undefined && known.until.ms !== null && known.until.ms <= now;
  const move = () => {
    if (isLate) return;
    send({
      type: 'reschedule-maintenance',
      maintenanceId: work.id,
      from: from.time ?? known.from,
      until: until.time ?? known.until,
      expectedFrom: known.from,
      expectedUntil: known.until,
      ...(reason === '' ? {} : { reason }),
      ...(scope === null ? {} : { scope }),
    });
  };
  const longer = (minutes: number) => {
    const end = Math.max(known.until.ms ?? now, now) + minutes * MINUTE;
    change({ until: { text: typedTime(Math.ceil(end / MINUTE) * MINUTE, leading), zone: until.zone, at: now } });
  };
  return (
    <CommandPanel
      {...frame}
      title={running ? 'Extend' : 'Move'}
      note={work.scope === 'public' ? 'customers are told the new times' : 'only responders know of this work'}
      button={running ? 'Extend it' : 'Move it'}
      onSend={move}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: buttons that fill the field below it, not a set of fields */}
      <div className={styles.longer} role="group" aria-label="Longer by">
        {LONGER.map(([minutes, words]) => (
          <button key={minutes} type="button" onClick={() => longer(minutes)}>
            {words} longer
          </button>
        ))}
      </div>
      <div className={styles.times}>
        {running ? null : <TimeField label="From" {...from} note={<Known time={known.from} />} />}
        <TimeField label="Until" {...until} note={isLate ? <p>This has passed: type a time that is still to come.</p> : <Known time={known.until} />} />
      </div>
      <WordsField line label="Why (optional)" value={fields.reason} onChange={(words) => change({ reason: words })} />
      {work.scope === 'public' && reason !== '' ? (
        <ScopeChoice
          legend="Who reads why?"
          value={fields.scope}
          onChange={(told) => change({ scope: told })}
          everyone="Everyone: customers read it beside the new times"
          inside="Responders only"
        />
      ) : null}
    </CommandPanel>
  );
};

const Known = ({ time }: { time: Maintenance['from'] }) => (
  <p>
    Known so far: <GivenTime time={time} />
  </p>
);
