import type { Impact } from '@sitrep/shared/domain/event.ts';
import type { Incident } from '@sitrep/shared/domain/state.ts';
import { clock, factTime, zoneName } from '@sitrep/shared/words/format.ts';
import { LEVEL_WORD, listed, PHASE_WORD } from '@sitrep/shared/words/wording.ts';
import { readDue } from '../../../ui/command-form/due.ts';
import { type Draft, type Facts, factsOf, happenedAt } from './draft.ts';
import type { PostDeskState } from './use-desk.ts';

/** What the button does, in words. `withFacts`: customers can be told of facts in the same post. */
export const sendWords = ({ scope, factScope }: Draft, withFacts: boolean): string =>
  scope === 'public' ? 'Publish to everyone' : withFacts && factScope === 'public' ? 'Save note, publish the change' : 'Save internal note';

/** Whether the draft would survive the page. `brief`: without the time. */
export const keptWords = (kept: PostDeskState['kept'], zone: string, brief: boolean): string =>
  kept === null
    ? ''
    : kept === 'failed'
      ? 'Not saved: the storage of this browser is full or closed'
      : brief
        ? 'Draft kept'
        : `Draft kept here, ${clock(kept, zone, { seconds: true })}`;

/** What a level is about: the component and, where they are stated, the regions of its impact. */
export type NameOf = (about: { readonly impact: Impact | null; readonly componentId: string }) => string;

/** The facts of a post in a few words: `phase Monitoring and Live delivery Operational`. */
export const factWords = ({ phase, levels }: Facts, nameOf: NameOf): string =>
  listed([...(phase === null ? [] : [`phase ${PHASE_WORD[phase]}`]), ...levels.map((one) => `${nameOf(one)} ${LEVEL_WORD[one.level]}`)]);

/** All that was chosen beside the words, whether it can be sent or not: `phase Monitoring, Live delivery Operational and next update 10:00 UTC`. `now`: UTC ms. */
export const chosenWords = ({ phase, levels, due }: Draft, nameOf: NameOf, now: number, zone: string): string => {
  const read = readDue(due, now, zone);
  return listed([
    ...(phase === null ? [] : [`phase ${PHASE_WORD[phase]}`]),
    ...levels.map(({ componentId, level }) => `${nameOf({ impact: null, componentId })} ${level === null ? 'without a level' : LEVEL_WORD[level]}`),
    ...(due === null ? [] : [read?.kind === 'time' ? `next update ${clock(read.time.ms, zone)} ${zoneName(zone)}` : 'next update']),
  ]);
};

/** Phase, levels and the next update of a draft in one line: `Investigating · Live delivery Operational · next update 10:00`. `now`: UTC ms. */
export const foldedWords = (draft: Draft, incident: Incident, nameOf: NameOf, now: number, zone: string): string => {
  const happened = happenedAt(draft, now);
  if (draft.happened !== null) return happened === null ? 'happened earlier' : `happened ${factTime(happened, { zone })}`;
  const facts = factsOf(draft, incident);
  const due = facts.phase === 'resolved' ? null : readDue(draft.due, now, zone);
  return [
    PHASE_WORD[facts.phase ?? incident.phase],
    facts.levels.length === 0 ? 'levels stay' : factWords({ ...facts, phase: null }, nameOf),
    due?.kind === 'time' ? `next update ${clock(due.time.ms, zone)}` : 'no new promise',
  ].join(' · ');
};
