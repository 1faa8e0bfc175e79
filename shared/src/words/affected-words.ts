import type { Audience } from '../domain/event.ts';
import type { Reason } from '../query/affected-at.ts';
import { exactPercent } from './format.ts';
import { sentence } from './wording.ts';

/** One sentence for a reason of the answer to "who was affected?": `Login fails: an estimated 25 % of customers: cannot log in.` */
export const reasonWords = (reason: Reason): string => (reason.title === null ? whyWords(reason) : `${reason.title}: ${whyWords(reason)}`);

const whyWords = ({ why, impact, named }: Reason): string => {
  const audience = impact?.audience ?? null;
  const what = impact?.what ?? 'affected';
  switch (why) {
    case 'hurt':
      return named && audience?.words !== undefined ? sentence(`${audience.words}: ${what}`) : sentence(what);
    case 'share':
      return sentence(`${whoWords(audience) ?? 'some'}: ${what}`);
    case 'audience':
      return sentence(`only ${audience?.words ?? 'some'}: ${what}`);
    case 'some_regions':
      return sentence(`in some regions only: ${what}`);
    case 'level_unknown':
      return 'nobody knew how it was.';
    case 'imprecise':
      return 'its beginning or end is not known that exactly.';
    case 'undated':
      return 'it has no date, so it cannot be ruled out.';
    case 'not_affected':
      return impact?.notAffected === false ? 'nobody was counted as hurt.' : `${whoWords(audience) ?? 'they'} were not affected.`;
    case 'no_record_covered':
      return 'No record of trouble there. A probe covered it, so we are fairly sure.';
    case 'no_record':
      return 'No record of trouble there. No probe covered it, so we cannot tell.';
    default:
      return why satisfies never;
  }
};

const whoWords = (audience: Audience | null): string | null => {
  if (audience === null) return null;
  if (audience.kind === 'share' && audience.share !== undefined) {
    const percent = `${exactPercent(audience.share)} of ${audience.of ?? 'customers'}`;
    return audience.estimate === true ? `an estimated ${percent}` : percent;
  }
  if (audience.kind === 'count' && audience.count !== undefined)
    return `${audience.estimate === true ? 'about ' : ''}${audience.count} ${audience.of ?? 'customers'}`;
  return audience.words ?? null;
};
