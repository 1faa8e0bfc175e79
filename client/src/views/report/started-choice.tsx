import { duration, factTime } from '@sitrep/shared/words/format.ts';
import { Segments } from '../../ui/command-form/segments.tsx';
import { TimeField } from '../../ui/command-form/time-field.tsx';
import { useTypedTime } from '../../ui/command-form/use-typed-time.ts';
import { useZones } from '../../ui-state.ts';
import { readStarted, type Started, type StartPrecision } from './report-draft.ts';
import styles from './report-kit.module.css';

const CHOICES = [
  { key: 'now', words: 'now' },
  { key: '5', words: '5 m ago' },
  { key: '15', words: '15 m ago' },
  { key: 'at', words: 'at …' },
] as const;
const PRECISIONS: readonly { readonly key: StartPrecision; readonly words: string }[] = [
  { key: 'minute', words: 'to the minute' },
  { key: 'approximate', words: 'about' },
  { key: 'hour', words: 'in that hour' },
];
const MINUTE = 60_000;

/** When it began, and how precisely that is known. `now`: UTC ms. */
export const StartedChoice = ({ started, now, onChange }: { started: Started; now: number; onChange: (started: Started) => void }) => {
  const { leading } = useZones();
  const chosen = started.kind === 'ago' ? (started.minutes === 5 ? '5' : '15') : started.kind;
  const choose = (key: (typeof CHOICES)[number]['key']) => {
    if (key === 'now') onChange({ kind: 'now' });
    else if (key === 'at') onChange({ kind: 'at', typed: null, precision: 'minute' });
    else onChange({ kind: 'ago', minutes: Number(key), at: now });
  };
  const time = readStarted(started, now);
  const ago = time == null || time.ms === null ? null : now - time.ms;
  return (
    <div>
      <Segments legend="Started" options={CHOICES} value={chosen} onChange={choose} />
      {started.kind === 'at' ? <TypedStart started={started} onChange={onChange} /> : null}
      <p className={styles.hint}>
        {started.kind === 'now'
          ? 'When it is sent'
          : time == null || ago === null
            ? null
            : `${factTime(time, { zone: leading, date: 'short' })}${ago < MINUTE ? '' : `, ${duration(ago)} ago`}`}
      </p>
    </div>
  );
};

const TypedStart = ({ started, onChange }: { started: Extract<Started, { kind: 'at' }>; onChange: (started: Started) => void }) => {
  const typed = useTypedTime({ typed: started.typed, onType: (next) => onChange({ ...started, typed: next }), initial: '' });
  return (
    <div className={styles.below}>
      <TimeField label="At" {...typed} />
      <Segments legend="Known" options={PRECISIONS} value={started.precision} onChange={(precision) => onChange({ ...started, precision })} />
    </div>
  );
};
