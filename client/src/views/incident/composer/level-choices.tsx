import type { BoardState, Incident } from '@sitrep/shared/domain/state.ts';
import { LEVELS, type Level } from '@sitrep/shared/domain/words.ts';
import { standingImpacts } from '@sitrep/shared/query/status.ts';
import { componentNames } from '@sitrep/shared/words/component-names.ts';
import { LEVEL_WORD } from '@sitrep/shared/words/wording.ts';
import { useState } from 'react';
import kit from '../../../ui/kit.module.css';
import { StatusGlyph } from '../../../ui/status-glyph.tsx';
import { StatusWord } from '../../../ui/status-word.tsx';
import { type Draft, type LevelChoice, withLevels } from './draft.ts';
import styles from './level-choices.module.css';
import type { NameOf } from './words.ts';

/** Planned work is announced elsewhere. */
const CHOICES = LEVELS.filter((level) => level !== 'under_maintenance');
const HURT = CHOICES.filter((level) => level !== 'operational');

/** The level of each current impact and what it becomes with this post, and components that are hurt as well. */
export const LevelChoices = ({
  draft,
  incident,
  board,
  nameOf,
  onChange,
}: {
  draft: Draft;
  incident: Incident;
  board: BoardState;
  nameOf: NameOf;
  onChange: (draft: Draft) => void;
}) => {
  const [other, setOther] = useState('');
  const impacts = standingImpacts(incident);
  const added = draft.levels.filter(({ impactId }) => impactId === null);
  const over = draft.levels.filter(({ impactId }) => impactId !== null && !impacts.some((impact) => impact.impactId === impactId));
  const taken = new Set([...impacts, ...added].map(({ componentId }) => componentId));
  const others = [...componentNames(board)].filter(({ id }) => !taken.has(id)).sort((a, b) => (a.name < b.name ? -1 : 1));
  const choose = (choice: LevelChoice, level: Level | null) => {
    const rest = draft.levels.filter((one) => !isSame(one, choice));
    onChange(withLevels(draft, level === null ? rest : [...rest, { ...choice, level }]));
  };
  return (
    <div className={styles.levels}>
      <p id="composer-levels" className={kit.label}>
        Levels in the same post
      </p>
      <ul aria-labelledby="composer-levels">
        {impacts.map((impact) => {
          const { impactId, componentId, level } = impact;
          const name = nameOf({ impact, componentId });
          const chosen = draft.levels.find((one) => one.impactId === impactId)?.level ?? null;
          return (
            <li key={impactId}>
              <b>{name}</b>
              <span className={styles.change}>
                <StatusWord level={level} /> to{' '}
                <LevelSelect
                  label={`${name}, from ${LEVEL_WORD[level]} to`}
                  none="no change"
                  levels={CHOICES.filter((one) => one !== level)}
                  chosen={chosen === level ? null : chosen}
                  onChoose={(next) => choose({ impactId, componentId, level: null }, next)}
                />
              </span>
            </li>
          );
        })}
        {added.map((choice) => {
          const name = nameOf({ impact: null, componentId: choice.componentId });
          return (
            <li key={choice.componentId}>
              <b>{name}</b>
              <span className={styles.change}>
                <LevelSelect
                  label={`${name}, level`}
                  none="choose a level"
                  levels={HURT}
                  chosen={choice.level}
                  onChoose={(level) =>
                    onChange(
                      withLevels(
                        draft,
                        draft.levels.map((one) => (isSame(one, choice) ? { ...one, level } : one)),
                      ),
                    )
                  }
                />
                <button type="button" className={`${kit.bareButton} ${styles.less}`} onClick={() => choose(choice, null)}>
                  Leave out<span className={kit.hidden}> {name}</span>
                </button>
              </span>
            </li>
          );
        })}
        {over.map((choice) => (
          <li key={choice.impactId}>
            <b>{nameOf({ impact: null, componentId: choice.componentId })}</b>
            <span className={styles.change}>is over meanwhile, so its level is not sent</span>
          </li>
        ))}
      </ul>
      {others.length === 0 ? null : (
        // Arrow keys pass over components, so a button adds the one that is meant.
        <span className={styles.change}>
          <select
            className={styles.other}
            aria-label="Another component"
            value={taken.has(other) ? '' : other}
            onChange={(event) => setOther(event.target.value)}
          >
            <option value="">Another component</option>
            {others.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
          {other === '' || taken.has(other) ? null : (
            <button type="button" onClick={() => onChange(withLevels(draft, [...draft.levels, { impactId: null, componentId: other, level: null }]))}>
              Add
            </button>
          )}
        </span>
      )}
    </div>
  );
};

const isSame = (a: LevelChoice, b: LevelChoice): boolean => a.impactId === b.impactId && a.componentId === b.componentId;

const LevelSelect = ({
  label,
  none,
  levels,
  chosen,
  onChoose,
}: {
  label: string;
  none: string;
  levels: readonly Level[];
  chosen: Level | null;
  onChoose: (level: Level | null) => void;
}) => (
  <span className={styles.to}>
    {chosen === null ? null : <StatusGlyph level={chosen} />}
    <select
      aria-label={label}
      data-chosen={chosen === null ? undefined : ''}
      value={chosen ?? ''}
      onChange={(event) => onChoose((event.target.value || null) as Level | null)}
    >
      <option value="">{none}</option>
      {levels.map((level) => (
        <option key={level} value={level}>
          {LEVEL_WORD[level]}
        </option>
      ))}
    </select>
  </span>
);
