import { exactly } from '@sitrep/shared/domain/fact-time.ts';
import type { Incident, Suspicion } from '@sitrep/shared/domain/state.ts';
import type { TakeRule } from '@sitrep/shared/domain/take-rule.ts';
import { takeBy, takeSuspicionBy } from '@sitrep/shared/query/take-by.ts';
import { countdown } from '@sitrep/shared/words/format.ts';
import { askNextWords } from '@sitrep/shared/words/incident-words.ts';
import { useNow } from '../sync/use-now.ts';
import { useTakeRule } from '../sync/use-visitor.ts';
import kit from '../ui/kit.module.css';
import { shortMoment } from '../ui/moment.ts';
import { useZones } from '../ui-state.ts';
import styles from './take-by.module.css';

export type Waiting = Pick<Incident, 'id' | 'drill' | 'acknowledged' | 'phase' | 'openedAt' | 'phases'>;
// From an hour on seconds are noise.
const HOUR_MS = 3_600_000;

/** By when somebody has to take an incident, and past that who is asked next. Nothing once somebody has it. */
export const TakeBy = ({ incident }: { incident: Waiting }) => {
  const rule = useTakeRule();
  return rule === null ? null : <By by={takeBy(incident, rule)} rule={rule} />;
};
/** The same for a suspicion. */
export const TakeSuspicionBy = ({ suspicion }: { suspicion: Suspicion }) => {
  const rule = useTakeRule();
  return rule === null ? null : <By by={takeSuspicionBy(suspicion, rule)} rule={rule} />;
};

const By = ({ by, rule }: { by: number | null; rule: TakeRule }) => {
  const { leading } = useZones();
  const now = useNow();
  if (by === null) return null;
  const isLate = now > by;
  return (
    <span className={styles.takeBy}>
      <span className={isLate ? kit.late : styles.inTime}>
        take by {shortMoment(exactly(by), now, leading)}, {waitWords(by, now)}
      </span>
      {isLate && rule.next.length > 0 ? <span className={styles.next}>{askNextWords(rule.next)}</span> : null}
    </span>
  );
};

/** The same in the few words that fit below a control: `in 3 m 39 s`. */
export const TakeIn = ({ incident }: { incident: Waiting }) => {
  const rule = useTakeRule();
  const now = useNow();
  const by = rule === null ? null : takeBy(incident, rule);
  return by === null ? null : <span className={now > by ? kit.late : undefined}>{waitWords(by, now)}</span>;
};

const waitWords = (by: number, now: number): string => countdown(by, now, { seconds: Math.abs(by - now) < HOUR_MS });
