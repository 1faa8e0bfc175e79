import { exactly } from '@sitrep/shared/domain/fact-time.ts';
import type { Incident } from '@sitrep/shared/domain/state.ts';
import { nextUpdateDue } from '@sitrep/shared/query/commitments.ts';
import { lastSaid, saidWhen, whoHasIt } from '@sitrep/shared/query/incident-facts.ts';
import { takeBy } from '@sitrep/shared/query/take-by.ts';
import { askNextWords } from '@sitrep/shared/words/incident-words.ts';
import { PHASE_WORD } from '@sitrep/shared/words/wording.ts';
import { useNow, useNowEvery } from '../../../sync/use-now.ts';
import { useTakeRule } from '../../../sync/use-visitor.ts';
import { FitText } from '../../../ui/fit-text.tsx';
import { useSummary } from '../../../ui/markdown/use-summary.ts';
import { shortMoment } from '../../../ui/moment.ts';
import { everShorter } from '../../../ui/shorten.ts';
import { useWall } from '../wall-context.ts';
import wallKit from '../wall-kit.module.css';
import { DueIn } from './due-in.tsx';
import styles from './facts-band.module.css';

/** The latest word, who has it, and when the next word is due or, before that, by when somebody has to take it. Of something resolved nobody asks for a leader or a word that it does not have. */
export const FactsBand = ({ incident }: { incident: Incident }) => {
  const { board, zones, internal } = useWall();
  const now = useNowEvery(60_000);
  const said = lastSaid(incident);
  const words = useSummary(said?.text ?? 'No word yet.', 1_800);
  const due = nextUpdateDue(board, incident.id);
  const who = whoHasIt(board, incident);
  const rule = useTakeRule();
  const by = internal && rule !== null ? takeBy(incident, rule) : null;
  const over = incident.phase === 'resolved';
  const moment = said === null ? null : shortMoment(saidWhen(said), now, zones.leading);
  const phase = PHASE_WORD[incident.phases.at(-1)?.phase ?? incident.phase];
  return (
    <section className={styles.facts} aria-label="What is being done">
      <div className={styles.update}>
        <span className={`${wallKit.label} ${styles.label}`}>
          {moment === null ? phase : `${phase}. Latest, ${moment}${said?.kind === 'internal' ? ', internal' : ''}`}
        </span>
        <div className={styles.latestFrame}>
          <FitText texts={everShorter(words, 900, 400, 260, 190, 140, 100, 70, 50)} max={46} min={40} className={styles.latest} />
        </div>
      </div>
      {internal && !(over && who === null) ? <WhoHasIt who={who} by={by} next={rule?.next ?? NOBODY} /> : null}
      {by !== null ? (
        <div>
          <span className={`${wallKit.label} ${styles.label}`}>Take by {shortMoment(exactly(by), now, zones.leading)}</span>
          <b className={styles.due}>
            <DueIn due={exactly(by)} />
          </b>
        </div>
      ) : over && due === null ? null : (
        <div>
          <span className={`${wallKit.label} ${styles.label}`}>
            Next update{due === null || due.ms === null ? '' : ` ${shortMoment(due, now, zones.leading)}`}
          </span>
          <b className={styles.due}>{due === null ? <span className={styles.none}>not promised</span> : <DueIn due={due} />}</b>
        </div>
      )}
    </section>
  );
};

const NOBODY: readonly string[] = [];
/** Who has it; past the time by which somebody had to take it, who is asked next. */
const WhoHasIt = ({ who, by, next }: { who: string | null; by: number | null; next: readonly string[] }) => {
  const isAsked = useIsPast(by) && who === null && next.length > 0;
  const words = who ?? (isAsked ? askNextWords(next) : 'nobody yet');
  return (
    <div>
      <span className={`${wallKit.label} ${styles.label}`}>{isAsked ? 'Nobody has it' : 'Who has it'}</span>
      <div className={who === null ? `${styles.whoFrame} ${wallKit.late}` : styles.whoFrame}>
        <FitText texts={everShorter(words, 300, 80, 50, 30, 20)} max={52} min={40} className={styles.who} />
      </div>
    </div>
  );
};
/** Whether a moment (UTC ms) has passed. */
const useIsPast = (ms: number | null): boolean => {
  const now = useNow();
  return ms !== null && now > ms;
};
