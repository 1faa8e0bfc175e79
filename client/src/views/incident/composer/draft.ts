import type { CommandOf } from '@sitrep/shared/domain/command.ts';
import type { Impact } from '@sitrep/shared/domain/event.ts';
import type { FactTime } from '@sitrep/shared/domain/fact-time.ts';
import type { Incident } from '@sitrep/shared/domain/state.ts';
import type { Level, Phase, Scope } from '@sitrep/shared/domain/words.ts';
import { standingImpacts } from '@sitrep/shared/query/status.ts';
import { type Due, readDue } from '../../../ui/command-form/due.ts';
import { type KeptTime, readKept } from '../../../ui/command-form/typed-time.ts';

/** What a person has written and chosen for one post. */
export interface Draft {
  /** Who reads the words. */
  readonly scope: Scope;
  readonly text: string;
  /** Part of the words was typed as internal, and nobody has agreed yet that everyone reads it. */
  readonly typedInside: boolean;
  /** Null: the phase stays. */
  readonly phase: Phase | null;
  /** The phase on screen when another one was chosen. */
  readonly expects: Phase | null;
  readonly levels: readonly LevelChoice[];
  readonly due: Due | null;
  /** When what the words say happened, as it was typed; null while that is now. */
  readonly happened: KeptTime | null;
  /** Who is told of phase and levels; null until somebody has said it of just these. */
  readonly factScope: Scope | null;
  /** The id of the entry it will become. It stays the same until the post is known to be recorded, so that no second one can be. */
  readonly updateId: string;
}
/** `impactId`: the impact that changes; null for a component that gets a new one. `level`: null until it is chosen. */
export interface LevelChoice {
  readonly impactId: string | null;
  readonly componentId: string;
  readonly level: Level | null;
}
/** A draft without words or choices. It opens internal. */
export const emptyDraft = (updateId: string): Draft => ({
  scope: 'internal',
  text: '',
  typedInside: false,
  phase: null,
  expects: null,
  levels: [],
  due: null,
  happened: null,
  factScope: null,
  updateId,
});

/** Whether nothing would be lost without it. */
export const isBlank = (draft: Draft): boolean => draft.text.trim() === '' && !hasChoices(draft) && (draft.happened?.text ?? '').trim() === '';
const hasChoices = ({ phase, levels, due }: Draft): boolean => phase !== null || levels.length > 0 || due !== null;

/** Whether both say the same, whoever is or was asked about it. */
export const saysTheSame = (a: Draft, b: Draft): boolean => contentOf(a) === contentOf(b);
const contentOf = ({ scope, text, phase, levels, due, happened, factScope }: Draft): string =>
  JSON.stringify([scope, text, phase, levels, due, happened, factScope]);

/** The draft with other words. */
export const withText = (draft: Draft, text: string): Draft => ({
  ...draft,
  text,
  typedInside: text.trim() !== '' && (draft.scope === 'internal' || draft.typedInside),
});

/** The draft with another phase chosen, while `current` is on screen. */
export const withPhase = (draft: Draft, phase: Phase, current: Phase): Draft =>
  phase === current ? { ...draft, phase: null, expects: null, factScope: null } : { ...draft, phase, expects: current, factScope: null };

/** The draft with other levels. */
export const withLevels = (draft: Draft, levels: readonly LevelChoice[]): Draft => ({ ...draft, levels, factScope: null });

/** The draft with its words alone. */
export const withoutFacts = (draft: Draft): Draft => ({ ...draft, phase: null, expects: null, levels: [], due: null, factScope: null });

/** Whether words alone can be sent: of what happened earlier, and to an incident that somebody has resolved meanwhile. */
export const takesWordsAlone = ({ happened }: Draft, incident: Pick<Incident, 'phase'>): boolean => incident.phase === 'resolved' || happened !== null;

/** Whether the draft holds choices that are not sent. */
export const holdsUnsent = (draft: Draft, incident: Pick<Incident, 'phase'>): boolean => takesWordsAlone(draft, incident) && hasChoices(draft);

/** When the words happened, where that is not now. `now`: UTC ms. */
export const happenedAt = ({ happened }: Draft, now: number): FactTime | null => {
  const read = happened === null ? null : readKept(happened, now, 'have_passed');
  return read?.kind === 'time' ? read.time : null;
};

/** The facts in a draft that differ from what is so now. `waiting`: a level is still to be chosen. */
export interface Facts {
  readonly phase: Phase | null;
  readonly levels: readonly { readonly impact: Impact | null; readonly componentId: string; readonly level: Level }[];
  readonly waiting: boolean;
}
export const factsOf = (draft: Draft, incident: Incident): Facts => {
  const alone = takesWordsAlone(draft, incident);
  const phase = draft.phase === incident.phase || alone ? null : draft.phase;
  // The end of the incident is the end of its impacts.
  if (phase === 'resolved' || alone) return { phase, levels: [], waiting: false };
  const impacts = standingImpacts(incident);
  const levels = draft.levels.flatMap(({ impactId, componentId, level }) => {
    const impact = impactId === null ? null : impacts.find((one) => one.impactId === impactId);
    return impact === undefined || level === null || impact?.level === level ? [] : [{ impact, componentId, level }];
  });
  return { phase, levels, waiting: draft.levels.some(({ impactId, level }) => impactId === null && level === null) };
};
export const hasFacts = ({ phase, levels }: Facts): boolean => phase !== null || levels.length > 0;

/** Why the draft cannot be sent yet, and what to do; null when it can. */
export const lacks = (draft: Draft, incident: Incident, now: number, zone: string): string | null => {
  const facts = factsOf(draft, incident);
  if (draft.text.trim() === '') return 'Write what happened.';
  if (holdsUnsent(draft, incident)) return 'Take off what is not sent.';
  if (draft.happened !== null && happenedAt(draft, now) === null) return 'Say when it happened.';
  if (facts.waiting) return 'Choose the level of the component you added.';
  if (draft.happened === null && facts.phase !== 'resolved' && readDue(draft.due, now, zone)?.kind === 'wrong') return 'Say when the next update is due.';
  if (incident.published && hasFacts(facts) && draft.factScope === null) return 'Choose whether customers are told of the change.';
  return null;
};

/** The one command that a draft is sent as. `now`: UTC ms. */
export const postOf = (draft: Draft, incident: Incident, now: number, zone: string): CommandOf<'post-update'> => {
  const { phase, levels } = factsOf(draft, incident);
  const happened = happenedAt(draft, now);
  const due = takesWordsAlone(draft, incident) || phase === 'resolved' ? null : readDue(draft.due, now, zone);
  const changed = levels.filter(({ level }) => level !== 'operational');
  const ended = levels.flatMap(({ level, impact }) => (level === 'operational' && impact !== null ? [impact.impactId] : []));
  const hasFact = phase !== null || levels.length > 0;
  return {
    type: 'post-update',
    incidentId: incident.id,
    updateId: draft.updateId,
    scope: draft.scope,
    text: draft.text,
    ...(happened === null ? {} : { kind: 'fact', at: happened }),
    ...(phase === null ? {} : { phase, expectedPhase: draft.expects ?? incident.phase }),
    ...(changed.length === 0
      ? {}
      : {
          impacts: changed.map(({ impact, componentId, level }) =>
            impact === null ? { componentId, level } : { impactId: impact.impactId, componentId, level, regions: [...impact.regions] },
          ),
        }),
    ...(ended.length === 0 ? {} : { ended }),
    ...(hasFact ? { factScope: incident.published ? (draft.factScope ?? 'internal') : 'internal' } : {}),
    ...(due?.kind === 'time' ? { nextUpdateDue: due.time } : {}),
  };
};
