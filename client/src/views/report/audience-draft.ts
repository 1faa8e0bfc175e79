import type { Audience } from '@sitrep/shared/domain/event.ts';
import { audienceOf, type TypedAudience } from '../../ui/command-form/audience-choice.tsx';

/** Who is hit, as somebody typed it: an audience, or the regions in which it is. What was typed for one kind stays while another is chosen. */
export type AudienceDraft = Omit<TypedAudience, 'kind'> & { readonly kind: AudienceKind; readonly regions: readonly string[] };
export type AudienceKind = NonNullable<TypedAudience['kind']> | 'region';

export const NOT_COUNTED: AudienceDraft = { kind: 'unknown', share: '', count: '', of: '', words: '', regions: [], isEstimate: true };

type Read = { readonly audience: Audience | null; readonly regions: readonly string[] } | { readonly wrong: string };

/** The audience and the regions (none: everywhere) that were typed, or what is still to be typed. */
export const readAudience = ({ kind, regions, ...typed }: AudienceDraft): Read => {
  const read = (part: Partial<TypedAudience>): Read => ({
    audience: audienceOf({ ...typed, kind: 'unknown', of: '', words: '', ...part }) ?? null,
    regions: [],
  });
  switch (kind) {
    case 'unknown':
    case 'everyone':
      return read({ kind });
    case 'share': {
      const percent = Number(typed.share.replace('%', '').replace(',', '.').trim() || Number.NaN);
      return percent > 0 && percent <= 100 ? read({ kind, share: String(percent) }) : { wrong: 'Type a share from 0 to 100 %, such as 25.' };
    }
    case 'count': {
      const count = typed.count.replace(/[\s,.'’]/g, '');
      return /^\d{1,12}$/.test(count) ? read({ kind, count, of: typed.of }) : { wrong: 'Type how many are hit, such as 4,200.' };
    }
    case 'region': {
      const within = typed.words.trim() === '' ? read({}) : read({ kind: 'predicate', words: typed.words });
      return regions.length === 0 ? { wrong: 'Choose a region.' } : { ...within, regions };
    }
    case 'predicate':
      return typed.words.trim() === '' ? { wrong: 'Say who is hit.' } : read({ kind, words: typed.words });
    default:
      return kind satisfies never;
  }
};
