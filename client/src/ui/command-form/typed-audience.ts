import type { Audience } from '@sitrep/shared/domain/event.ts';

/** Who is affected, as somebody typed it. `kind` null: not answered. What was typed for one kind stays while another is chosen. */
export interface TypedAudience {
  readonly kind: AudienceKind | null;
  /** In per cent. */
  readonly share: string;
  readonly count: string;
  readonly of: string;
  readonly words: string;
  readonly regions: readonly string[];
  readonly isEstimate: boolean;
}
export type AudienceKind = 'everyone' | 'share' | 'count' | 'region' | 'predicate' | 'unknown';

export const NO_AUDIENCE: TypedAudience = { kind: null, share: '', count: '', of: '', words: '', regions: [], isEstimate: true };
export const NOT_COUNTED: TypedAudience = { ...NO_AUDIENCE, kind: 'unknown' };

/** `audience`: null for "not yet counted"; `regions`: empty for everywhere. Or what is still to be typed. */
type Read = { readonly audience: Audience | null; readonly regions: readonly string[] } | { readonly wrong: string };

/** The audience and the regions that were typed, a share as 0..1. */
export const readAudience = ({ kind, share, count, of, words, regions, isEstimate }: TypedAudience): Read => {
  const read = (audience: Audience | null): Read => ({ audience, regions: [] });
  const guess = { ...(of.trim() === '' ? {} : { of: of.trim() }), ...(isEstimate ? { estimate: true } : {}) };
  switch (kind) {
    case null:
      return { wrong: 'Say who is hit.' };
    case 'unknown':
      return read(null);
    case 'everyone':
      return read({ kind });
    case 'share': {
      const percent = Number(share.replace('%', '').replace(',', '.').trim() || Number.NaN);
      return percent > 0 && percent <= 100 ? read({ kind, share: percent / 100, ...guess }) : { wrong: 'Type a share from 0 to 100 %, such as 25.' };
    }
    case 'count': {
      const many = count.replace(/[\s,.'’]/g, '');
      return /^\d{1,12}$/.test(many) ? read({ kind, count: Number(many), ...guess }) : { wrong: 'Type how many are hit, such as 4,200.' };
    }
    case 'region': {
      if (regions.length === 0) return { wrong: 'Choose a region.' };
      return { audience: words.trim() === '' ? null : { kind: 'predicate', words: words.trim() }, regions };
    }
    case 'predicate':
      return words.trim() === '' ? { wrong: 'Say who is hit.' } : read({ kind, words: words.trim() });
    default:
      return kind satisfies never;
  }
};
