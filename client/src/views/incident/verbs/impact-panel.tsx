import type { Impact } from '@sitrep/shared/domain/event.ts';
import { type BoardState, type Incident, lookup } from '@sitrep/shared/domain/state.ts';
import type { Level, Scope } from '@sitrep/shared/domain/words.ts';
import { standingImpacts } from '@sitrep/shared/query/status.ts';
import { componentName, componentNames } from '@sitrep/shared/words/component-names.ts';
import { audienceWords, LEVEL_WORD, listed } from '@sitrep/shared/words/wording.ts';
import { useState } from 'react';
import { AudienceChoice } from '../../../ui/command-form/audience-choice.tsx';
import { CheckList, ChoiceList } from '../../../ui/command-form/choice-list.tsx';
import { CommandPanel } from '../../../ui/command-form/command-panel.tsx';
import { ScopeChoice } from '../../../ui/command-form/scope-choice.tsx';
import { SelectField } from '../../../ui/command-form/select-field.tsx';
import { TimeField } from '../../../ui/command-form/time-field.tsx';
import { NO_AUDIENCE, readAudience, type TypedAudience } from '../../../ui/command-form/typed-audience.ts';
import type { KeptTime } from '../../../ui/command-form/typed-time.ts';
import { useTypedTime } from '../../../ui/command-form/use-typed-time.ts';
import { WordsField } from '../../../ui/command-form/words-field.tsx';
import { StatusWord } from '../../../ui/status-word.tsx';
import { cellAddress, isInCell, type MatrixPlace } from '../matrix-cell.ts';
import type { PanelProps } from './panel-props.ts';
import { toldTo } from './told-to.ts';
import { useVerbForm } from './use-verb-form.ts';

const HURT = ['major_outage', 'partial_outage', 'degraded_performance', 'unknown'] as const satisfies readonly Level[];
type Choice = (typeof HURT)[number] | 'not_affected' | 'over';

interface Fields {
  /** The impact that changes; `new` for a further one, empty until it is chosen. */
  readonly which: string;
  readonly componentId: string;
  readonly level: Choice | null;
  /** Null: as known so far, of a further one everywhere. */
  readonly regions: readonly string[] | null;
  readonly audience: TypedAudience;
  readonly what: string | null;
  readonly since: KeptTime | null;
  readonly scope: Scope | null;
}
const BLANK: Fields = { which: '', componentId: '', level: null, regions: null, audience: NO_AUDIENCE, what: null, since: null, scope: null };

/**
 * States whom an incident hurts and how, or that it does not; changes what was stated; ends it. Opened from a cell of the matrix it is about that component and region:
 * about what is stated there alone, or about a further impact there. Each cell has a draft of its own.
 */
export const ImpactPanel = (props: PanelProps) => {
  const { incident, board, cell = null } = props;
  const form = cell === null ? 'impact' : `impact/${cellAddress(cell)}`;
  const stated = statedIn(incident).filter((impact) => cell === null || (impact.until === null && isInCell(impact, cell)));
  // What stands when it opens: a change of the matrix meanwhile turns nobody's form into another one.
  const [blank] = useState(() => blankFor(cell, stated));
  const { fields, change, send, frame } = useVerbForm(props, form, { blank, said: 'Impact stated.' });
  const which = stated.length === 0 ? 'new' : fields.which;
  const known = stated.find(({ impactId }) => impactId === which) ?? null;
  const isOver = incident.phase === 'resolved';
  const choice = fields.level ?? (known === null ? null : choiceOf(known));
  // It begins, or turns, at a time; what only gets other words stands since it began.
  const turns = known === null || (choice !== null && choice !== choiceOf(known)) || known.until !== null;
  const since = useTypedTime({ typed: fields.since, onType: (typed) => change({ since: typed }), initial: isOver ? '' : 'now', optional: isOver });
  const scope = incident.published ? fields.scope : null;
  const time = turns ? since.time : undefined;
  const told = scope === null ? {} : { scope };
  const state = () => {
    if (known !== null && choice === 'over')
      return send({ type: 'end-impact', incidentId: incident.id, impactId: known.impactId, ...(time === undefined ? {} : { until: time }), ...told });
    if (choice === null || choice === 'over') return;
    // Whom it hurt before says nothing about who is spared.
    const isSparedNow = choice === 'not_affected' && known !== null && !known.notAffected;
    const read = fields.audience.kind === null ? null : readAudience(fields.audience);
    // The form says what is wrong with it.
    if (read !== null && 'wrong' in read) return;
    const audience = read === null ? (isSparedNow ? null : undefined) : read.audience;
    const what = fields.what?.trim();
    const regions = fields.regions ?? known?.regions ?? [];
    send({
      type: 'state-impact',
      incidentId: incident.id,
      impact: {
        ...(known === null ? { componentId: fields.componentId } : { impactId: known.impactId, componentId: known.componentId }),
        ...(choice === 'not_affected' ? { level: 'operational', notAffected: true } : { level: choice }),
        ...(known === null && regions.length === 0 ? {} : { regions: [...regions] }),
        ...(audience === undefined ? {} : { audience }),
        ...(what === undefined ? {} : { what: what || null }),
        ...(time === undefined ? {} : { from: time }),
      },
      ...told,
    });
  };
  const verb = choice === 'over' ? 'End impact' : known === null ? 'State impact' : 'Change impact';
  return (
    <CommandPanel
      {...frame}
      title={cell === null ? 'Impact' : `Impact: ${placeWords(cell, board)}`}
      note={incident.published ? undefined : 'only responders read this incident'}
      button={toldTo(verb, scope)}
      onSend={state}
    >
      {stated.length === 0 ? null : (
        <SelectField
          label="Which impact?"
          none="Choose"
          options={[...stated.map((impact) => ({ key: impact.impactId, words: nameOf(impact, board) })), { key: 'new', words: 'A further one' }]}
          value={known === null && which !== 'new' ? '' : which}
          onChange={(chosen) => change({ ...blank, which: chosen, scope: fields.scope })}
        />
      )}
      {known === null && which !== 'new' ? null : (
        <>
          {known !== null || cell !== null ? null : (
            <SelectField
              label="Component"
              none="Choose"
              options={[...componentNames(board)].map(({ id, name }) => ({ key: id, words: name })).sort((a, b) => (a.words < b.words ? -1 : 1))}
              value={fields.componentId}
              onChange={(componentId) => change({ componentId })}
            />
          )}
          <ChoiceList<Choice>
            legend="Level"
            options={[
              ...HURT.map((level) => ({ key: level, words: <StatusWord level={level} /> })),
              { key: 'not_affected', words: 'Not affected' },
              ...(known !== null && known.until === null && !isOver ? [{ key: 'over' as const, words: 'It is over' }] : []),
            ]}
            value={choice}
            // Who is spared is another question than who is hurt.
            onChange={(level) => change({ level, ...((level === 'not_affected') === (choice === 'not_affected') ? {} : { audience: NO_AUDIENCE }) })}
          />
          {choice === 'over' ? null : (
            <>
              {Object.keys(board.regions).length === 0 ? null : (
                <CheckList
                  legend="Where? Everywhere, if none is chosen"
                  options={Object.values(board.regions).map(({ id, name }) => ({ key: id, words: name }))}
                  value={fields.regions ?? known?.regions ?? []}
                  onChange={(regions) => change({ regions })}
                />
              )}
              <AudienceChoice
                legend={choice === 'not_affected' ? 'Who is not affected?' : 'Who is affected?'}
                value={fields.audience}
                onChange={(audience) => change({ audience })}
                spared={choice === 'not_affected'}
                asKnown={known === null || known.notAffected !== (choice === 'not_affected') ? null : `As known so far: ${audienceWords(known.audience)}`}
              />
              <WordsField
                line
                label="What people see (optional)"
                value={fields.what ?? known?.what ?? ''}
                onChange={(what) => change({ what: what === (known?.what ?? '') ? null : what })}
                hint="“Cannot sign in.”"
              />
            </>
          )}
          {turns ? <TimeField label={choice === 'over' ? 'Over since' : isOver ? 'Since (optional)' : 'Since'} {...since} /> : null}
        </>
      )}
      {incident.published ? (
        <ScopeChoice
          legend="Who is told?"
          value={fields.scope}
          onChange={(chosen) => change({ scope: chosen })}
          everyone="Everyone: customers read it"
          inside="Responders only: customers keep what they were told"
        />
      ) : null}
    </CommandPanel>
  );
};

/** The form of a cell begins with its component and region, and with the one impact that is stated there. */
const blankFor = (cell: MatrixPlace | null, [first, ...more]: readonly Impact[]): Fields =>
  cell === null
    ? BLANK
    : {
        ...BLANK,
        which: first === undefined ? 'new' : more.length === 0 ? first.impactId : '',
        componentId: cell.componentId,
        regions: cell.region === null ? [] : [cell.region],
      };

const placeWords = ({ componentId, region }: MatrixPlace, board: BoardState): string =>
  `${componentName(board, componentId)}${region === null ? '' : `, ${lookup(board.regions, region)?.name ?? region}`}`;

/** The impacts that can change: those that stand first; no earlier stretches, which are only what was before. */
const statedIn = (incident: Incident): readonly Impact[] => {
  const standing = new Set(standingImpacts(incident));
  const all = incident.impacts.filter(({ earlierOf }) => earlierOf === undefined);
  return [...all.filter((impact) => standing.has(impact)), ...all.filter((impact) => !standing.has(impact))];
};

const choiceOf = ({ level, notAffected }: Impact): Choice | null => (notAffected ? 'not_affected' : (HURT.find((one) => one === level) ?? null));

/** One impact among others: `Player, Europe: Partial outage`. */
const nameOf = (impact: Impact, board: BoardState): string => {
  const where = impact.regions.length === 0 ? '' : `, ${listed(impact.regions.map((id) => lookup(board.regions, id)?.name ?? id))}`;
  const level = impact.notAffected ? 'Not affected' : LEVEL_WORD[impact.level];
  return `${componentName(board, impact.componentId)}${where}: ${level}${impact.until === null ? '' : ', over'}`;
};
