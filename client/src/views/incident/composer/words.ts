import type { Impact } from '@sitrep/shared/domain/event.ts';
import { clock } from '@sitrep/shared/words/format.ts';
import { LEVEL_WORD, listed, PHASE_WORD } from '@sitrep/shared/words/wording.ts';
import type { DeskState } from './desk.ts';
import type { Draft, Facts } from './draft.ts';

/** What the button does, in words. `withFacts`: customers can be told of facts in the same post. */
export const sendWords = ({ scope, factScope }: Draft, withFacts: boolean): string =>
  scope === 'public' ? 'Publish to everyone' : withFacts && factScope === 'public' ? 'Save note, publish the change' : 'Save internal note';

/** Whether the draft would survive the page. */
export const keptWords = (kept: DeskState['kept'], zone: string): string =>
  kept === null
    ? ''
    : kept === 'failed'
      ? 'Not saved: the storage of this browser is full or closed'
      : `Draft kept here, ${clock(kept, zone, { seconds: true })}`;

/** What a level is about: the component and, where they are stated, the regions of its impact. */
export type NameOf = (about: { readonly impact: Impact | null; readonly componentId: string }) => string;

/** The facts of a post in a few words: `phase Monitoring and Live delivery Operational`. */
export const factWords = ({ phase, levels }: Facts, nameOf: NameOf): string =>
  listed([...(phase === null ? [] : [`phase ${PHASE_WORD[phase]}`]), ...levels.map((one) => `${nameOf(one)} ${LEVEL_WORD[one.level]}`)]);
