import type { BoardState } from '@sitrep/shared/domain/state.ts';
import type { Level } from '@sitrep/shared/domain/words.ts';
import { componentStatus } from '@sitrep/shared/query/status.ts';
import { componentName } from '@sitrep/shared/words/component-names.ts';
import { LEVEL_SHORT, LEVEL_WORD } from '@sitrep/shared/words/wording.ts';
import { type KeyboardEvent, memo, useDeferredValue, useEffect, useId, useMemo, useRef, useState } from 'react';
import kit from '../../ui/kit.module.css';
import { LEVEL_CODE } from '../../ui/level-code.ts';
import { StatusGlyph } from '../../ui/status-glyph.tsx';
import { StatusWord } from '../../ui/status-word.tsx';
import styles from './component-choice.module.css';
import { bestOf, componentGroups, findComponents, type Hit } from './find-components.ts';
import type { Affected } from './report-draft.ts';

/** Groups of up to so many components stand in one column. */
const SHORT = 8;
const HURT: readonly Level[] = ['degraded_performance', 'partial_outage', 'major_outage', 'unknown'];

/**
 * What is affected, and how badly: every component in its group, in the order of the board. What is typed marks the components that are called so and moves none of
 * them; Enter takes the one that fits best, the arrow keys lead to the others.
 */
export const ComponentChoice = memo(
  ({
    board,
    affected,
    onTake,
    onLevel,
  }: {
    board: BoardState;
    affected: readonly Affected[];
    onTake: (componentId: string, isAffected: boolean) => void;
    onLevel: (componentId: string, level: Level) => void;
  }) => {
    const id = useId();
    const list = useRef<HTMLDivElement>(null);
    const field = useRef<HTMLInputElement>(null);
    const [typed, setTyped] = useState('');
    // Of many rows one is reached by Tab: the one that had the focus last.
    const [reached, setReached] = useState<string | null>(null);
    const groups = useMemo(() => componentGroups(board), [board]);
    const levels = useMemo(() => new Map(affected.map(({ componentId, level }) => [componentId, level])), [affected]);
    const taken = useMemo(() => new Set(levels.keys()), [levels]);
    const hits = useMemo(() => findComponents(groups, typed), [groups, typed]);
    const marked = useDeferredValue(hits);
    const best = bestOf(groups, hits, taken);
    const isSought = typed.trim() !== '';
    const first = marked.keys().next().value ?? groups[0]?.components[0]?.id ?? null;
    const stop = reached !== null && (marked.size === 0 || marked.has(reached)) ? reached : first;
    const bestId = isSought ? best?.id : undefined;
    useEffect(() => {
      const row = bestId === undefined ? null : list.current?.querySelector<HTMLElement>(`[data-component="${bestId}"]`);
      if (row != null && list.current !== null) showIn(list.current, row);
    }, [bestId]);

    const step = (from: EventTarget, by: 1 | -1): void => {
      const boxes = [...(list.current?.querySelectorAll<HTMLInputElement>(marked.size > 0 ? '[data-hit] input' : 'input') ?? [])];
      const at = boxes.indexOf(from as HTMLInputElement);
      // From a row that is not marked the way leads to the first one that is.
      const next = at === -1 ? boxes[by === 1 ? 0 : -1] : boxes[at + by];
      if (next !== undefined) next.focus();
      else if (by === -1) field.current?.focus();
    };
    const onKeyInField = (event: KeyboardEvent) => {
      if (event.nativeEvent.isComposing || event.ctrlKey || event.metaKey) return;
      if (event.key === 'ArrowDown') step(event.target, 1);
      else if (event.key === 'Enter' && best !== null) {
        onTake(best.id, true);
        field.current?.select();
      } else if (event.key === 'Escape' && typed !== '') setTyped('');
      else if (event.key !== 'Enter') return;
      event.preventDefault();
    };
    const onKeyInList = (event: KeyboardEvent) => {
      if (!(event.target instanceof HTMLInputElement) || event.ctrlKey || event.metaKey) return;
      if (event.key === 'ArrowDown') step(event.target, 1);
      else if (event.key === 'ArrowUp') step(event.target, -1);
      else if (event.key === 'Enter') event.target.click();
      else return;
      event.preventDefault();
    };
    return (
      <div>
        <input
          ref={field}
          type="search"
          className={styles.field}
          aria-label="Find a component"
          aria-describedby={`${id}-hint`}
          placeholder="Type a name"
          autoComplete="off"
          spellCheck={false}
          enterKeyHint="done"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          onKeyDown={onKeyInField}
        />
        <p id={`${id}-hint`} className={styles.hint} role="status">
          {!isSought ? null : best !== null ? (
            <>
              <kbd>Enter</kbd> takes <b>{componentName(board, best.id)}</b>
            </>
          ) : hits.size > 0 ? (
            'All that are called so are taken.'
          ) : (
            'Nothing is called that.'
          )}
        </p>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys are those of the boxes inside. */}
        <div ref={list} className={styles.list} onKeyDown={onKeyInList}>
          <div className={styles.columns} data-sought={isSought ? '' : undefined}>
            {groups.map((group) => (
              <fieldset key={group.name ?? ''} className={styles.group} data-short={group.components.length <= SHORT ? '' : undefined}>
                <legend className={groups.length === 1 && group.name === null ? kit.hidden : styles.legend}>
                  {group.name ?? (groups.length > 1 ? 'Others' : 'Components')}
                </legend>
                {group.components.map((component) => (
                  <Row
                    key={component.id}
                    id={component.id}
                    name={component.name}
                    full={componentName(board, component.id)}
                    now={componentStatus(board, component.id).level}
                    hit={marked.get(component.id)}
                    level={levels.get(component.id)}
                    isStop={component.id === stop}
                    onReach={setReached}
                    {...{ onTake, onLevel }}
                  />
                ))}
              </fieldset>
            ))}
          </div>
        </div>
      </div>
    );
  },
);

/** Scrolls the list as little as shows the row, and nothing else on the page. */
const showIn = (list: HTMLElement, row: HTMLElement): void => {
  const [frame, box] = [list.getBoundingClientRect(), row.getBoundingClientRect()];
  if (box.top < frame.top) list.scrollTop -= frame.top - box.top;
  else if (box.bottom > frame.bottom) list.scrollTop += box.bottom - frame.bottom;
};

/** One component. `now`: its level on the board; `level`: what it gets, undefined while it is not chosen. */
const Row = ({
  id,
  name,
  full,
  now,
  hit,
  level,
  isStop,
  onReach,
  onTake,
  onLevel,
}: {
  id: string;
  name: string;
  /** The name that it has for itself. */
  full: string;
  now: Level;
  hit: Hit | undefined;
  level: Level | undefined;
  isStop: boolean;
  onReach: (id: string) => void;
  onTake: (id: string, isAffected: boolean) => void;
  onLevel: (id: string, level: Level) => void;
}) => (
  <div className={styles.row} data-component={id} data-hit={hit === undefined ? undefined : ''} data-taken={level === undefined ? undefined : ''}>
    <label>
      <input
        type="checkbox"
        aria-label={full === name ? undefined : full}
        checked={level !== undefined}
        tabIndex={isStop ? 0 : -1}
        onFocus={() => onReach(id)}
        onChange={(event) => onTake(id, event.target.checked)}
      />
      <span className={styles.name}>
        <Marked text={name} marks={hit?.marks ?? []} />
      </span>
    </label>
    {level !== undefined ? (
      <span className={styles.level} data-st={LEVEL_CODE[level]}>
        <StatusGlyph level={level} size={12} />
        <select aria-label={`${full}, level`} value={level} onChange={(event) => onLevel(id, event.target.value as Level)}>
          {HURT.map((one) => (
            <option key={one} value={one} title={LEVEL_WORD[one]}>
              {LEVEL_SHORT[one]}
            </option>
          ))}
        </select>
      </span>
    ) : now === 'operational' ? null : (
      <span className={styles.now}>
        <StatusWord level={now} size={11} short />
      </span>
    )}
  </div>
);

const Marked = ({ text, marks }: { text: string; marks: Hit['marks'] }) => {
  const parts: React.ReactNode[] = [];
  let at = 0;
  for (const [from, until] of marks) {
    parts.push(text.slice(at, from), <u key={from}>{text.slice(from, until)}</u>);
    at = until;
  }
  return (
    <>
      {parts}
      {text.slice(at)}
    </>
  );
};
