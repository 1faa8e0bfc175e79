import type { Level, Scope } from '@sitrep/shared/domain/words.ts';
import { LEVEL_SHORT, LEVEL_WORD } from '@sitrep/shared/words/wording.ts';
import { type FormEvent, useId, useState } from 'react';
import kit from '../kit.module.css';
import { StatusGlyph } from '../status-glyph.tsx';
import styles from './report-form.module.css';

/** What a person enters to report an incident. */
export interface Report {
  readonly title: string;
  readonly componentIds: readonly string[];
  readonly level: Level;
  readonly scope: Scope;
  readonly exercise: boolean;
}

const LEVELS: readonly Level[] = ['degraded_performance', 'partial_outage', 'major_outage'];
// With more components than this the list gets a filter.
const FILTER_ABOVE = 8;

/** Asks what people see, what is affected and how badly. `onReport` resolves to null, or to one sentence why it was refused; the form keeps what was typed. `placeholder`: an example sentence. */
export const ReportForm = ({
  components,
  placeholder,
  onReport,
  onDraft,
}: {
  components: readonly { readonly id: string; readonly name: string }[];
  placeholder: string;
  onReport: (report: Report) => Promise<string | null>;
  /** Called on every change with the report so far, for a preview. */
  onDraft?: (draft: Pick<Report, 'title' | 'level' | 'componentIds'>) => void;
}) => {
  const id = useId();
  const [title, setTitle] = useState('');
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [filter, setFilter] = useState('');
  const [level, setLevel] = useState<Level>('partial_outage');
  const [scope, setScope] = useState<Scope>('internal');
  const [exercise, setExercise] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const only = components.length === 1 ? components.map((component) => component.id) : null;
  const affected = only ?? chosen;
  const choose = (next: readonly string[], at: Level) => {
    setChosen(next);
    setLevel(at);
    onDraft?.({ title: title.trim(), level: at, componentIds: only ?? next });
  };
  const name = (next: string) => {
    setTitle(next);
    onDraft?.({ title: next.trim(), level, componentIds: affected });
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setFailure(await onReport({ title: title.trim(), componentIds: affected, level, scope, exercise }));
    setBusy(false);
  };
  return (
    <form className={styles.form} onSubmit={(event) => void submit(event)}>
      <label className={styles.what}>
        <span>What do people see?</span>
        <input required maxLength={300} autoComplete="off" placeholder={placeholder} value={title} onChange={(event) => name(event.target.value)} />
      </label>
      <fieldset className={styles.level}>
        <legend>How bad?</legend>
        <div>
          {LEVELS.map((option) => (
            <label key={option} title={LEVEL_WORD[option]}>
              <input type="radio" name={`${id}-level`} checked={level === option} onChange={() => choose(chosen, option)} />
              <StatusGlyph level={option} size={13} />
              {LEVEL_SHORT[option]}
            </label>
          ))}
        </div>
      </fieldset>
      {components.length > 1 ? (
        <fieldset className={styles.affected}>
          <legend>Affected</legend>
          {components.length > FILTER_ABOVE ? (
            <input type="search" aria-label="Filter components" placeholder="Filter" value={filter} onChange={(event) => setFilter(event.target.value)} />
          ) : null}
          <div className={styles.boxes}>
            {components
              .filter((component) => chosen.includes(component.id) || component.name.toLowerCase().includes(filter.toLowerCase()))
              .map((component) => (
                <label key={component.id}>
                  <input
                    type="checkbox"
                    checked={chosen.includes(component.id)}
                    onChange={(event) => choose(event.target.checked ? [...chosen, component.id] : chosen.filter((one) => one !== component.id), level)}
                  />
                  {component.name}
                </label>
              ))}
          </div>
        </fieldset>
      ) : null}
      <label className={styles.exercise}>
        <input type="checkbox" checked={exercise} onChange={(event) => setExercise(event.target.checked)} />
        <span>
          This is an <b>EXERCISE</b>: marked everywhere, counted nowhere
        </span>
      </label>
      {exercise ? null : (
        <fieldset className={styles.scope}>
          <legend>Who may read it?</legend>
          <label>
            <input type="radio" name={`${id}-scope`} checked={scope === 'internal'} onChange={() => setScope('internal')} /> Responders only
          </label>
          <label>
            <input type="radio" name={`${id}-scope`} checked={scope === 'public'} onChange={() => setScope('public')} /> Everyone, at once
          </label>
        </fieldset>
      )}
      <div className={styles.send}>
        <button type="submit" className={kit.primaryButton} disabled={busy}>
          {busy ? 'Sending' : exercise ? 'Start exercise' : scope === 'public' ? 'Publish to everyone' : 'Report incident'}
        </button>
        {failure === null ? null : (
          <p role="alert">
            <b>It was not recorded.</b> {failure} What you typed is kept.
          </p>
        )}
      </div>
    </form>
  );
};
