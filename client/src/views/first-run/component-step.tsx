import type { Component } from '@sitrep/shared/domain/state.ts';
import type { Scope } from '@sitrep/shared/domain/words.ts';
import { budgetMinutes } from '@sitrep/shared/query/uptime.ts';
import { minutes } from '@sitrep/shared/words/format.ts';
import { type FormEvent, useId, useState } from 'react';
import { sendCommand } from '../../sync/send-command.ts';
import { useBoard } from '../../sync/use-board.ts';
import kit from '../../ui/kit.module.css';
import { idFor } from './component-id.ts';
import styles from './component-step.module.css';
import type { Draft } from './preview-board.ts';
import { Step, StepText } from './step.tsx';

const WINDOW_MINUTES = 90 * 1440;

/** In: `99.9`, `99,9 %`, or nothing. Out: the share, null for nothing, undefined when it is no target. */
export const readTarget = (text: string): number | null | undefined => {
  const plain = text.replace('%', '').replace(',', '.').trim();
  if (plain === '') return null;
  // 99.9 / 100 is 0.9990000000000001.
  const share = Number((Number(plain) / 100).toFixed(6));
  return Number.isFinite(share) && share > 0 && share <= 1 ? share : undefined;
};

/** A thing customers would recognise, or a whole list of them, one per line. */
export const ComponentStep = ({
  current,
  onDraft,
  onBegin,
}: {
  current: boolean;
  onDraft: (part: Partial<Draft>) => void;
  /** Called before the first one is sent: from then on the board is no longer empty, and the questions must not vanish. */
  onBegin: () => void;
}) => {
  const board = useBoard();
  const groupsId = useId();
  const [list, setList] = useState(false);
  const [names, setNames] = useState('');
  const [group, setGroup] = useState('');
  const [targetText, setTargetText] = useState('99.9 %');
  const [evidence, setEvidence] = useState<Component['evidence']>('reported');
  const [scope, setScope] = useState<Scope>('internal');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const target = readTarget(targetText);
  const components = Object.values(board.components);

  const typed = (text: string) => {
    setNames(text);
    onDraft({ component: text.split('\n')[0]?.trim() ?? '' });
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy || target === undefined) return;
    setBusy(true);
    onBegin();
    const left = await add(
      names
        .split('\n')
        .map((name) => name.trim())
        .filter(Boolean),
    );
    setBusy(false);
    typed(left.names.join('\n'));
    setFailure(left.why);
  };
  /** Adds one after the other. Out: those that were not added, and why. */
  const add = async (wanted: readonly string[]): Promise<{ names: readonly string[]; why: string | null }> => {
    const groupName = group.trim();
    const known = Object.values(board.groups).find(({ name }) => name.toLowerCase() === groupName.toLowerCase());
    let groupId = known?.id ?? null;
    if (groupName !== '' && known === undefined) {
      groupId = idFor(groupName, new Set(Object.keys(board.groups)));
      const sent = await sendCommand({ type: 'define-group', groupId, name: groupName, position: Object.keys(board.groups).length });
      if (sent.kind === 'refused') return { names: wanted, why: sent.problem.detail };
    }
    const taken = new Set(Object.keys(board.components));
    for (const [index, name] of wanted.entries()) {
      const componentId = idFor(name, taken);
      const sent = await sendCommand({
        type: 'define-component',
        componentId,
        name,
        groupId,
        position: taken.size,
        evidence,
        target: target ?? null,
        scope,
      });
      if (sent.kind === 'refused') return { names: wanted.slice(index), why: sent.problem.detail };
      taken.add(componentId);
    }
    return { names: [], why: null };
  };

  return (
    <Step
      number={2}
      current={current}
      title={components.length === 0 ? 'Name the first thing your customers would recognise' : 'Name another thing they would recognise'}
      done={components.length === 0 ? null : components.map(({ name }) => name).join(', ')}
    >
      <StepText>Not a server: what people would say is broken. “Live delivery” rather than “ingest-fallback-1”.</StepText>
      <form onSubmit={(event) => void submit(event)}>
        <div className={styles.fields}>
          {list ? (
            <label>
              <span>Components, one per line</span>
              <textarea required rows={5} value={names} onChange={(event) => typed(event.target.value)} />
            </label>
          ) : (
            <label>
              <span>Component</span>
              <input required maxLength={300} autoComplete="off" placeholder="Live delivery" value={names} onChange={(event) => typed(event.target.value)} />
            </label>
          )}
          <label>
            <span>Group</span>
            <input
              maxLength={300}
              autoComplete="off"
              list={groupsId}
              placeholder="Video delivery"
              value={group}
              onChange={(event) => setGroup(event.target.value)}
            />
            <datalist id={groupsId}>
              {Object.values(board.groups).map(({ id, name }) => (
                <option key={id} value={name} />
              ))}
            </datalist>
          </label>
          <label>
            <span>Target</span>
            <input inputMode="decimal" aria-invalid={target === undefined} value={targetText} onChange={(event) => setTargetText(event.target.value)} />
            <em>
              {target === undefined
                ? 'a share of the time, such as 99.9 %'
                : target === null
                  ? 'no target'
                  : `allows ${minutes(budgetMinutes(target, WINDOW_MINUTES))} in 90 d`}
            </em>
          </label>
        </div>
        <Either
          label="Where its level comes from"
          options={EVIDENCE}
          value={evidence}
          onChange={(value) => {
            setEvidence(value);
            onDraft({ evidence: value });
          }}
        />
        <Either label="Who sees it" options={SCOPE} value={scope} onChange={setScope} />
        <div className={styles.send}>
          <button type="submit" className={current ? `${kit.primaryButton} ${styles.add}` : undefined} disabled={busy || target === undefined}>
            {busy ? 'Adding' : list ? 'Add components' : 'Add component'} {list ? null : <kbd>Enter</kbd>}
          </button>
          <button type="button" className={kit.bareButton} onClick={() => setList(!list)}>
            <u>{list ? 'or just one' : 'or paste a list, one per line'}</u>
          </button>
        </div>
        {failure === null ? null : (
          <p role="alert">
            <b>Not added.</b> {failure} What you typed is kept.
          </p>
        )}
      </form>
    </Step>
  );
};

interface Option<T> {
  readonly value: T;
  readonly title: string;
  readonly words: string;
}
const EVIDENCE: readonly Option<Component['evidence']>[] = [
  { value: 'reported', title: 'Reported by people', words: 'Silence means “no trouble reported”, and the row says not measured' },
  { value: 'measured', title: 'Measured by a check', words: 'Something of yours reports its level to the API. Silence means Unknown' },
];
const SCOPE: readonly Option<Scope>[] = [
  { value: 'internal', title: 'Internal', words: 'Only people who are signed in know of it. It can be made public later' },
  { value: 'public', title: 'Public', words: 'Everyone who opens this board sees its name, its level and its uptime' },
];

/** A choice of two, each with one line of what it means. */
const Either = <T extends string>({
  label,
  options,
  value: chosen,
  onChange,
}: {
  label: string;
  options: readonly Option<T>[];
  value: T;
  onChange: (value: T) => void;
}) => {
  const name = useId();
  return (
    <div className={styles.either} role="radiogroup" aria-label={label}>
      {options.map(({ value, title, words }) => (
        <label key={value}>
          <input type="radio" name={name} checked={chosen === value} onChange={() => onChange(value)} />
          <span>
            <b>{title}</b>
            <span className={styles.words}>{words}</span>
          </span>
        </label>
      ))}
    </div>
  );
};
