import type { FactTime } from '@sitrep/shared/domain/fact-time.ts';
import type { HeldUpdate, Incident } from '@sitrep/shared/domain/state.ts';
import { newKey } from '../../../sync/send-command.ts';
import { type KeptTime, typedTime } from '../../../ui/command-form/typed-time.ts';
import { type Draft, emptyDraft, type LevelChoice } from '../composer/draft.ts';
import { phaseOf } from './words.ts';

/** What was held as a draft of the composer, to be changed and sent as a new update. Who is told of phase and levels is asked anew. */
export const draftOf = ({ post, until }: HeldUpdate, incident: Incident): Draft => {
  const { scope = 'internal', text = '', impacts = [], ended = [], nextUpdateDue } = post;
  const phase = phaseOf(post);
  const due = nextUpdateDue?.ms ?? null;
  const levels: LevelChoice[] = [
    ...impacts.map(({ impactId = null, componentId, level }) => ({ impactId, componentId, level })),
    ...ended
      .flatMap((id) => incident.impacts.filter(({ impactId }) => impactId === id))
      .map(({ impactId, componentId }) => ({ impactId, componentId, level: 'operational' as const })),
  ];
  return {
    ...emptyDraft(`upd-${newKey()}`),
    scope,
    text,
    // Words of an internal note stay those: before everyone reads them it is asked.
    typedInside: scope === 'internal' && text.trim() !== '',
    ...(phase === null || phase === incident.phase ? {} : { phase, expects: incident.phase }),
    levels,
    happened: post.kind === 'fact' ? typedAgain(post.at, until) : null,
    due: due === null ? null : { at: typedTime(due, 'UTC'), zone: 'UTC', time: { ms: due, precision: 'minute' } },
  };
};

/** A time as somebody may have typed it. `at`: when it was, UTC ms. */
const typedAgain = (time: FactTime | undefined, at: number): KeptTime | null =>
  time === undefined || time.ms === null ? null : { text: typedTime(time.ms, 'UTC'), zone: 'UTC', at };
