import type { Cause, Flag, Guidance, ThirdParty } from '@sitrep/shared/domain/event.ts';
import type { Incident } from '@sitrep/shared/domain/state.ts';
import { CAUSE_WORD } from '@sitrep/shared/words/fact-words.ts';
import { capital } from '@sitrep/shared/words/wording.ts';
import type { ReactNode } from 'react';
import type { BackLink } from '../../sync/incident-entry.ts';
import { GivenTime } from '../../ui/fact-time/given-time.tsx';
import kit from '../../ui/kit.module.css';
import { Markdown } from '../../ui/markdown/markdown.tsx';
import { SectionHead } from '../../ui/section-head.tsx';
import styles from './aside-sections.module.css';
import { SideSection } from './side-section.tsx';

const GUIDANCE_WORD: Record<Guidance['kind'], string> = { workaround: 'Workaround', customer_action: 'You must act', not_needed: 'Nothing to do' };

/** What customers can or must do. Required actions come first, because they remain after the fault is fixed. `edit`, here and below: the control that changes it. */
export const GuidanceSection = ({ guidance, edit = null }: { guidance: readonly Guidance[]; edit?: ReactNode }) => {
  if (guidance.length === 0 && edit === null) return null;
  const order: readonly Guidance['kind'][] = ['customer_action', 'workaround', 'not_needed'];
  return (
    <SideSection>
      <SectionHead action={edit}>For customers</SectionHead>
      {guidance.length === 0 ? <p className={kit.quiet}>Nothing they can or must do was stated.</p> : null}
      {[...guidance]
        .sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind))
        .map((item) => (
          <div className={item.kind === 'customer_action' ? `${styles.guidance} ${styles.required}` : styles.guidance} key={`${item.kind}-${item.text}`}>
            <h3>{GUIDANCE_WORD[item.kind]}</h3>
            <Markdown text={item.text} />
          </div>
        ))}
    </SideSection>
  );
};

const CAUSE_STATUS: Record<Cause['status'], string> = { suspected: 'Suspected', known: 'Known', undisclosed: 'Known to us, not told', ruled_out: 'Ruled out' };
/** The classes of a cause, after a comma. Empty when they would only repeat that the cause is not disclosed. */
const classWords = (cause: Cause): string => {
  const words = cause.class.flatMap((name) => (cause.status === 'undisclosed' && (name === 'undisclosed' || name === 'unknown') ? [] : CAUSE_WORD[name]));
  return words.length === 0 ? '' : `, ${words.join(', ')}`;
};

/** Every stated cause, newest first. Earlier ones stay, so that readers see it was revised. */
export const CauseSection = ({ causes, edit = null }: { causes: readonly Cause[]; edit?: ReactNode }) => {
  if (causes.length === 0 && edit === null) return null;
  const newest = causes.length - 1;
  return (
    <SideSection>
      <SectionHead action={edit} note={causes.length < 2 ? undefined : `revised ${causes.length === 2 ? 'once' : `${causes.length - 1} times`}`}>
        Cause
      </SectionHead>
      {causes.length === 0 ? <p className={kit.quiet}>No cause was stated.</p> : null}
      <ol className={styles.causes}>
        {causes
          .map((cause, index) => ({ cause, index }))
          .reverse()
          .map(({ cause, index }) => (
            <li key={index} className={index === newest ? undefined : styles.earlier}>
              <p className={kit.note}>
                {index === newest ? '' : 'Earlier: '}
                <b>{CAUSE_STATUS[cause.status]}</b>
                {classWords(cause)}
              </p>
              {cause.text === null ? null : <Markdown text={cause.text} />}
              {cause.chain === undefined || cause.chain.length === 0 ? null : (
                <ol className={styles.chain}>
                  {cause.chain.map((step) => (
                    <li key={step}>{step}</li>
                  ))}
                </ol>
              )}
            </li>
          ))}
      </ol>
    </SideSection>
  );
};

/** Other companies involved, with links to their status pages. */
export const ThirdPartySection = ({ parties, edit = null }: { parties: readonly ThirdParty[]; edit?: ReactNode }) =>
  parties.length === 0 && edit === null ? null : (
    <SideSection>
      <SectionHead action={edit}>Third parties</SectionHead>
      {parties.length === 0 ? <p className={kit.quiet}>No other company was named.</p> : null}
      <ul className={styles.parties}>
        {parties.map((party) => (
          <li key={party.name}>
            <b>{party.name}</b>
            <span>{party.role === null ? '' : capital(party.role)}</span>
            <span className={`${kit.links} ${styles.links}`}>
              {party.statusPage === null ? null : (
                <a href={party.statusPage} rel="noopener nofollow">
                  Status page
                </a>
              )}
              {party.link === null ? null : (
                <a href={party.link} rel="noopener nofollow">
                  More
                </a>
              )}
            </span>
          </li>
        ))}
      </ul>
    </SideSection>
  );

const LINK_WORD: Record<Incident['links'][number]['kind'], string> = {
  recurrence_of: 'came back',
  caused_by: 'caused by',
  duplicate_of: 'duplicate of',
  follows: 'follows',
  related_to: 'related',
};
const LATER_WORD: typeof LINK_WORD = {
  recurrence_of: 'came back as',
  caused_by: 'caused',
  duplicate_of: 'duplicate',
  follows: 'followed by',
  related_to: 'related',
};

/** Earlier incidents this one links to, and later ones that link to it. A recurrence is marked as a fix that did not hold. `linked`: draws a link to an incident; `similar`: which may be the same. */
export const BeforeSection = ({
  links,
  later,
  linked,
  similar = null,
  edit = null,
}: {
  links: Incident['links'];
  later: readonly BackLink[];
  linked: (id: string) => ReactNode;
  similar?: ReactNode;
  edit?: ReactNode;
}) => (
  <SideSection background>
    <SectionHead action={edit}>Has it happened before?</SectionHead>
    {links.length === 0 ? (
      <p className={kit.quiet}>No earlier incident is linked to this one.</p>
    ) : (
      <LinkList links={links} word={LINK_WORD} notHeld="The fix declared then did not hold." linked={linked} />
    )}
    {similar}
    {later.length === 0 ? null : (
      <>
        <h3 className={styles.later}>And after?</h3>
        <LinkList links={later} word={LATER_WORD} notHeld="The fix declared here did not hold." linked={linked} />
      </>
    )}
  </SideSection>
);

interface LinkListProps {
  links: readonly BackLink[];
  word: typeof LINK_WORD;
  notHeld: string;
  linked: (id: string) => ReactNode;
}
const LinkList = ({ links, word, notHeld, linked }: LinkListProps) => (
  <ul className={styles.linked}>
    {links.map((link) => (
      <li key={`${link.kind}-${link.incidentId}`}>
        <b>{word[link.kind]}</b>
        <span>
          {linked(link.incidentId)}
          {link.kind === 'recurrence_of' ? <em>{notHeld}</em> : null}
          {link.words === null ? null : <em>{link.words}</em>}
          {link.inferred ? <em>Inferred, not stated.</em> : null}
        </span>
      </li>
    ))}
  </ul>
);

const FLAG_WORD: Record<Flag['code'], string> = {
  date_conflict: 'Dates disagree',
  zone_doubtful: 'The time zone is doubtful',
  year_inferred: 'The year is inferred',
  undated: 'No date was given',
  list_missing: 'An announced list is missing',
  clock_conflict: 'Clock times disagree',
  no_anchor: 'A length without a start',
  end_zone_missing: 'The end has no time zone',
  ambiguous_words: 'The words allow two readings',
  length_only: 'Only the length is known',
  other: 'Doubtful',
};
// Only these flags mean that two statements contradict each other; the others mean something is missing or unclear.
const CONTRADICTS: ReadonlySet<Flag['code']> = new Set(['date_conflict', 'clock_conflict', 'zone_doubtful', 'ambiguous_words']);

/** Contradictions and doubts in the source. Every possible reading is shown, because choosing one silently would hide the doubt. */
export const FlagSection = ({ flags }: { flags: readonly Flag[] }) =>
  flags.length === 0 ? null : (
    <SideSection background>
      <SectionHead note={`${flags.length} noted`}>
        {flags.some((flag) => CONTRADICTS.has(flag.code)) ? 'The source contradicts itself' : 'What the source leaves open'}
      </SectionHead>
      <ul className={styles.flags}>
        {flags.map((flag) => (
          <li key={`${flag.code}-${flag.words}`}>
            <b>{FLAG_WORD[flag.code]}</b>
            <Markdown text={flag.words} />
            {flag.readings === undefined || flag.readings.length === 0 ? null : (
              <dl>
                {flag.readings.map((reading) => (
                  <div key={reading.words}>
                    <dt>{reading.words}</dt>
                    <dd>
                      <GivenTime time={reading.at} />
                    </dd>
                  </div>
                ))}
              </dl>
            )}
          </li>
        ))}
      </ul>
    </SideSection>
  );
