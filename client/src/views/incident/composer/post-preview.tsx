import type { FactTime } from '@sitrep/shared/domain/fact-time.ts';
import type { Incident } from '@sitrep/shared/domain/state.ts';
import type { Phase } from '@sitrep/shared/domain/words.ts';
import { clock, zoneName } from '@sitrep/shared/words/format.ts';
import { PHASE_WORD } from '@sitrep/shared/words/wording.ts';
import { useDeferredValue } from 'react';
import { readDue } from '../../../ui/command-form/due.ts';
import { besideTodayWord } from '../../../ui/command-form/typed-time.ts';
import { GivenTime } from '../../../ui/fact-time/given-time.tsx';
import kit from '../../../ui/kit.module.css';
import { Markdown } from '../../../ui/markdown/markdown.tsx';
import { StatusWord } from '../../../ui/status-word.tsx';
import { type Draft, type Facts, takesWordsAlone } from './draft.ts';
import styles from './post-preview.module.css';
import type { NameOf } from './words.ts';

/** The post as its readers will see it: by the same syntax tree as in the timeline, with the facts that they are told. */
export const PostPreview = ({
  draft,
  facts,
  incident,
  happened,
  customersPhase,
  nameOf,
  now,
  zone,
}: {
  draft: Draft;
  facts: Facts;
  incident: Incident;
  /** When the words happened; null for now. */
  happened: FactTime | null;
  /** The phase customers see now; null where they see none. */
  customersPhase: Phase | null;
  nameOf: NameOf;
  now: number;
  zone: string;
}) => {
  // Typing does not wait for a long text to be read.
  const text = useDeferredValue(draft.text);
  const isPublic = draft.scope === 'public';
  const areTold = !isPublic || !incident.published || draft.factScope === 'public';
  const phase = areTold ? facts.phase : null;
  const levels = areTold ? facts.levels : [];
  const due = phase === 'resolved' || takesWordsAlone(draft, incident) ? null : readDue(draft.due, now, zone);
  return (
    <section className={styles.preview} aria-label="Preview">
      <p className={`${kit.label} ${styles.label}`}>
        <span>As readers will see it</span>
        <span>{isPublic ? 'on the public page' : 'inside'}</span>
      </p>
      {text.trim() === '' && phase === null && levels.length === 0 ? <p className={kit.dim}>Nothing is written yet.</p> : null}
      {happened !== null ? (
        <p className={styles.phase}>
          <GivenTime time={happened} />
        </p>
      ) : null}
      {draft.happened === null && (isPublic || phase !== null) ? (
        <p className={styles.phase}>{PHASE_WORD[phase ?? (isPublic ? customersPhase : null) ?? incident.phase]}</p>
      ) : null}
      {text.trim() === '' ? null : <Markdown text={text} className={isPublic ? styles.public : undefined} />}
      {levels.length === 0 && due?.kind !== 'time' ? null : (
        <p className={styles.facts}>
          {levels.map((one) => (
            <span key={one.impact?.impactId ?? one.componentId}>
              {nameOf(one)} <StatusWord level={one.level} />
            </span>
          ))}
          {due?.kind === 'time' ? (
            <span>
              {['Next update', besideTodayWord(due.time.ms, now, zone)?.toLowerCase(), clock(due.time.ms, zone), zoneName(zone)]
                .filter((part) => part !== undefined)
                .join(' ')}
            </span>
          ) : null}
        </p>
      )}
    </section>
  );
};
