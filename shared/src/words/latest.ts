import type { Cause, Guidance } from '../domain/event.ts';
import type { News, Subject } from '../domain/state.ts';
import { nameApart } from './component-names.ts';
import { NOT_AN_INCIDENT, PUBLISHED_IN_ERROR } from './dismissed-words.ts';
import { isUnmarked, type ReadText } from './plain-text.ts';
import { clip, LINE_MOST, summarize } from './summarize.ts';
import { LEVEL_WORD, listed, MAINTENANCE_WORD, PHASE_WORD } from './wording.ts';

/** A line of "Latest" in its two parts, plain text: what it is about, and what happened to it. */
export interface LatestWords {
  readonly lead: string;
  /** Null where the lead is the whole line. */
  readonly rest: string | null;
}

/** `New incident: Playback fails`, at most 140 characters. `read` as for `summarize`. */
export const latestSentence = (news: News, read: ReadText | null): string => {
  const { lead, rest } = latestWords(news, read);
  return rest === null ? lead : `${lead}: ${rest}`;
};

/** The two parts of a line; joined by a colon they are at most 140 characters. A line of a kind this build does not know says so. */
export const latestWords = (news: News, read: ReadText | null): LatestWords => {
  const [lead, rest] = partsOf(news);
  if (rest === null) return { lead: clip(oneLine(lead), LINE_MOST), rest };
  const short = clip(oneLine(lead), LEAD_MOST);
  const room = LINE_MOST - [...short].length - 2;
  return { lead: short, rest: typeof rest === 'string' ? clip(oneLine(rest), room) : summarize(rest.text, read, room, rest.cut) };
};

/** Whether the line holds Markdown, which needs the parser to become plain words. */
export const needsParser = (news: News): boolean => {
  const [, rest] = partsOf(news);
  return rest !== null && typeof rest !== 'string' && !isUnmarked(rest.text);
};
// Leaves room for the rest.
const LEAD_MOST = LINE_MOST / 2;

// Older events may hold names with line breaks.
const oneLine = (name: string): string => name.replaceAll(/\s+/g, ' ');

/** Titles and names are plain text; `{ text, cut }` is Markdown, and becomes plain words later. */
const partsOf = (news: News): [lead: string, rest: string | { readonly text: string; readonly cut: boolean } | null] => {
  switch (news.kind) {
    case 'incident-opened':
      return ['New incident', news.params.title];
    case 'incident-published':
      return ['Published', news.params.title];
    case 'incident-retitled':
      return ['Now called', news.params.title];
    case 'incident-acknowledged':
      return [`${news.params.by} has it`, news.params.title];
    case 'phase-changed':
      return [PHASE_WORD[news.params.phase], news.params.title];
    case 'incident-resolved':
      return ['Resolved', news.params.title];
    case 'incident-dismissed':
      return [news.params.forCustomers ? PUBLISHED_IN_ERROR : NOT_AN_INCIDENT, news.params.title];
    case 'incident-reopened':
      return ['Reopened', news.params.title];
    case 'times-corrected':
      return ['Times corrected', news.params.title];
    case 'commander-assigned':
      return [news.params.person === null ? 'No commander' : `${news.params.person} is commander`, news.params.title];
    case 'impact-stated':
      return [subject(news.params), news.params.notAffected ? 'Not affected' : LEVEL_WORD[news.params.level]];
    case 'impact-ended':
      return [subject(news.params), `${LEVEL_WORD[news.params.level]} is over`];
    case 'update-posted':
      return [SAID_AS[news.params.as], news.params];
    case 'update-amended':
      return [`${SAID_AS[news.params.as]} corrected`, news.params];
    case 'update-retracted':
      return [`${SAID_AS[news.params.as]} retracted`, news.params.title];
    case 'update-shown-in-error':
      return ['Published in error', news.params.title];
    case 'guidance-given':
      return [GUIDANCE_WORD[news.params.guidance], news.params];
    case 'cause-stated':
      return [`Cause ${CAUSE_WORD[news.params.status]}`, news.params.because];
    case 'commitment-made':
      return ['Promised', news.params.promise];
    case 'commitment-kept':
      return ['Kept', news.params.promise];
    case 'commitment-overdue':
      return ['Late', news.params.promise ?? NEXT_UPDATE];
    case 'commitment-dropped':
      return ['Dropped', news.params.promise ?? NEXT_UPDATE];
    case 'maintenance-scheduled':
      return ['Planned work', news.params.title];
    case 'maintenance-rescheduled':
      return ['Planned work moved', news.params.title];
    case 'maintenance-overran':
      return [news.params.phase === 'scheduled' ? 'Planned work not started' : 'Planned work takes longer than announced', news.params.title];
    case 'maintenance-phase-changed':
      return [`Planned work ${MAINTENANCE_WORD[news.params.phase].toLowerCase()}`, news.params.title];
    case 'statement-made':
      return [subject(news.params), `${LEVEL_WORD[news.params.level]} (${news.params.source})`];
    case 'statement-expired':
      return [subject(news.params), `nothing fresh from ${news.params.source}`];
    case 'evidence-lost': {
      const { subjects, count, source } = news.params;
      const rest = count - subjects.length;
      const names = listed([...subjects.map(subject), ...(rest > 0 ? [`${rest} more`] : [])]);
      return [names, source === null ? 'nothing fresh from their checks' : `nothing fresh from ${source}`];
    }
    case 'sighting-recorded':
      return [`Customer report, ${subject(news.params)}`, `“${news.params.words}”${news.params.ticket === null ? '' : ` ${news.params.ticket}`}`];
    case 'suspicion-raised':
      return ['Suspected', `${news.params.count} reports of trouble, ${subject(news.params)}`];
    case 'suspicion-taken':
      return [`${news.params.by ?? 'Somebody'} looks into it`, `${subject(news.params)}, suspected`];
    case 'suspicion-left':
      return ['Nobody looks into it any more', `${subject(news.params)}, suspected`];
    case 'handover-offered':
      return ['Hand-over', `${news.params.by ?? 'Somebody'} goes, and nobody has taken over yet`];
    case 'handover-ended':
      return [
        'Hand-over',
        news.params.outcome === 'lapsed'
          ? `nobody took over from ${news.params.by ?? 'somebody'}`
          : `${news.params.to ?? 'Somebody'} took over from ${news.params.by ?? 'somebody'}`,
      ];
    case 'acknowledgement-lapsed':
      return ['Nobody has it any more', news.params.title];
    case 'suspicion-ended':
      return [`${subject(news.params)}, ${news.params.outcome === 'lapsed' ? LAPSED : 'nothing wrong'}`, news.params.reason];
    case 'drill-started':
      return ['Exercise started', news.params.title];
    default:
      news satisfies never;
      return [UNKNOWN_NEWS, null];
  }
};
// A server of another build may send kinds that this one does not know.
const UNKNOWN_NEWS = 'News that this version of the page cannot show';
const NEXT_UPDATE = 'next update';
const LAPSED = 'no longer suspected';
const SAID_AS = { update: 'Update', note: 'Note', alert: 'Alert' } as const;
const GUIDANCE_WORD: Readonly<Record<Guidance['kind'], string>> = {
  workaround: 'Workaround',
  customer_action: 'Customer action',
  not_needed: 'Not needed',
};
const CAUSE_WORD: Readonly<Record<Cause['status'], string>> = { suspected: 'suspected', known: 'known', undisclosed: 'undisclosed', ruled_out: 'ruled out' };
const subject = ({ component, group, id }: Subject): string => nameApart(component, group, id);
