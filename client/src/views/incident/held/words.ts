import type { HeldPost } from '@sitrep/shared/domain/event.ts';
import type { HeldUpdate, Incident } from '@sitrep/shared/domain/state.ts';
import { Phase } from '@sitrep/shared/domain/words.ts';
import { clock, zoneName } from '@sitrep/shared/words/format.ts';
import { LEVEL_WORD, listed, PHASE_WORD } from '@sitrep/shared/words/wording.ts';

/** The phase that a held post leads to; null when the phase stays. */
export const phaseOf = ({ type, phase }: Pick<HeldPost, 'type' | 'phase'>): Phase | null =>
  type === 'resolve-incident' ? 'resolved' : type === 'reopen-incident' ? (phase ?? 'investigating') : (phase ?? null);

/** The phases of an incident as responders know it, and as customers do; null where they see none. */
export interface Phases {
  readonly inside: Phase;
  readonly outside: Phase | null;
}
/** The phase above the words of a post: for customers the one they are at, unless they are told another with them. */
export const phaseAbove = (post: Pick<HeldPost, 'type' | 'phase' | 'scope' | 'factScope'>, { inside, outside }: Phases): Phase => {
  const next = phaseOf(post);
  if (post.scope !== 'public') return next ?? inside;
  return (post.factScope === 'internal' ? null : next) ?? outside ?? inside;
};

/** Whole seconds until it leaves; 0 once its time has come. `now` and `until`: UTC ms. */
export const secondsLeft = (until: number, now: number): number => Math.max(0, Math.ceil((until - now) / 1000));

/** `leaves in 7 s`; `leaving now` for as long as that may take. `connected`: whether the screen would know if it had left. */
export const leavesWords = (until: number, now: number, connected: boolean): string => {
  if (now < until) return `leaves in ${secondsLeft(until, now)} s`;
  if (!connected) return 'not connected: it may have left';
  return now < until + 15_000 ? 'leaving now' : 'has not left yet';
};

/** What the phase will be: `back to Investigating in 7 s`; `levels change in 7 s` where the phase stays; null when both do. */
export const comingWords = ({ post, until }: HeldUpdate, incident: Pick<Incident, 'phase'>, now: number): string | null => {
  const { impacts = [], ended = [] } = post;
  const next = phaseOf(post);
  const when = now < until ? `in ${secondsLeft(until, now)} s` : 'now';
  if (next === null || next === incident.phase) return impacts.length + ended.length === 0 ? null : `levels change ${when}`;
  const isBack = Phase.options.indexOf(next) < Phase.options.indexOf(incident.phase);
  return `${isBack ? 'back to ' : ''}${PHASE_WORD[next]} ${when}`;
};

/** The levels and the next update that it states: `Live delivery Operational, next update 10:00 UTC`; empty without any. */
export const statedWords = (post: HeldPost, incident: Incident, nameOf: (componentId: string) => string, zone: string): string => {
  const { impacts = [], ended = [], nextUpdateDue } = post;
  const over = ended.flatMap((id) => incident.impacts.filter(({ impactId }) => impactId === id)).map(({ componentId }) => `${nameOf(componentId)} over`);
  const due = nextUpdateDue?.ms ?? null;
  return listed([
    ...impacts.map(({ componentId, level }) => `${nameOf(componentId)} ${LEVEL_WORD[level]}`),
    ...over,
    ...(due === null ? [] : [`next update ${clock(due, zone)} ${zoneName(zone)}`]),
  ]);
};

/** Why it did not leave, in one sentence. `by`: who undid it. */
export const whyKept = ({ why, reason, at }: NonNullable<HeldUpdate['returned']>, by: string | null, zone: string): string => {
  const time = `${clock(at, zone)} ${zoneName(zone)}`;
  if (why === 'withdrawn') return `Undone by ${by ?? 'somebody'} at ${time}. Nobody outside has read it.`;
  if (why === 'late') return `Did not leave: the server was down for more than a minute when its time came (${time}). Nobody outside has read it.`;
  const known = REFUSED[reason ?? ''];
  return known === undefined
    ? `Did not leave: the incident had changed meanwhile, so it was refused at ${time}. Nobody outside has read it.`
    : `Did not leave: ${known} (${time}). Nobody outside has read it.`;
};
const REFUSED: { readonly [reason: string]: string | undefined } = {
  author_may_not: 'whoever wrote it may not write to customers any more',
  words_erased: 'something in its words was erased meanwhile',
  phase_moved: 'the phase had changed meanwhile',
  next_update_early: 'the time of its next update had come before its own',
  incident_dismissed: 'the incident was dismissed meanwhile',
  incident_resolved: 'the incident was resolved meanwhile',
};
