import type { BoardState, Maintenance } from '@sitrep/shared/domain/state.ts';
import { componentName } from '@sitrep/shared/words/component-names.ts';
import { overrunWords } from '@sitrep/shared/words/maintenance-words.ts';
import { listed, MAINTENANCE_WORD } from '@sitrep/shared/words/wording.ts';
import { useCallback, useRef, useState } from 'react';
import { useMayPublish, useMayWork, useScope } from '../../sync/use-visitor.ts';
import { GivenTime } from '../../ui/fact-time/given-time.tsx';
import kit from '../../ui/kit.module.css';
import { Markdown } from '../../ui/markdown/markdown.tsx';
import { shortMoment } from '../../ui/moment.ts';
import { useBeat } from '../../ui/now-context.ts';
import { useZones } from '../../ui-state.ts';
import type { MaintenanceSearch, WorkAct } from './maintenance-search.ts';
import { MoveForm } from './move-form.tsx';
import { PHASE_ACT, PhaseForm } from './phase-form.tsx';
import styles from './work-card.module.css';

const ACTS: Readonly<Record<Maintenance['phase'], readonly WorkAct[]>> = {
  scheduled: ['start', 'move', 'cancel'],
  in_progress: ['complete', 'move', 'verify', 'cancel'],
  verifying: ['complete', 'move', 'resume', 'cancel'],
  completed: [],
  cancelled: [],
};

/** One piece of planned work and what can be done with it. A form that was opened stays, with what was typed, until it is accepted. `asked`: which one is open. */
export const WorkCard = ({
  board,
  work,
  asked,
  onAsk,
  onSaid,
}: {
  board: BoardState;
  work: Maintenance;
  asked: WorkAct | null;
  onAsk: (search: MaintenanceSearch) => void;
  onSaid: (words: string) => void;
}) => {
  const { leading } = useZones();
  const now = useBeat();
  const mayTell = useMayPublish();
  const mayWork = useMayWork() && (mayTell || work.scope === 'internal') && (work.drill === null || Object.hasOwn(board.drills, work.drill));
  const internal = useScope() === 'internal';
  const card = useRef<HTMLElement>(null);
  const acts = mayWork ? ACTS[work.phase] : [];
  const [kept, setKept] = useState<readonly WorkAct[]>([]);
  if (asked !== null && acts.includes(asked) && !kept.includes(asked)) setKept([...kept, asked]);
  const close = useCallback(() => {
    card.current?.querySelector<HTMLElement>('[aria-expanded="true"]')?.focus();
    onAsk({});
  }, [onAsk]);
  const leave = (act: WorkAct) => {
    setKept((all) => all.filter((one) => one !== act));
    onAsk({});
    card.current?.focus();
  };
  const words = (act: WorkAct) => (act !== 'move' ? PHASE_ACT[act].words : work.phase === 'scheduled' ? 'Move' : 'Extend');
  const late = work.overran
    ? work.phase === 'scheduled'
      ? 'not started, and its time has passed'
      : overrunWords(shortMoment(work.until, now, leading))
    : null;
  return (
    <article ref={card} tabIndex={-1} className={styles.card} aria-label={work.title}>
      <p className={styles.first}>
        <span>
          {work.drill === null ? null : <span className={kit.exercise}>EXERCISE</span>} {MAINTENANCE_WORD[work.phase]}
          {late === null || work.endedAt !== null ? null : (
            <>
              , <span className={kit.late}>{late}</span>
            </>
          )}
        </span>
        {internal ? <span className={kit.dim}>{work.scope === 'public' ? 'customers know' : 'responders only'}</span> : null}
      </p>
      <h3>
        <bdi>{work.title}</bdi>
      </h3>
      <p className={styles.meta}>
        <span>
          <GivenTime time={work.startedAt ?? work.from} /> to <GivenTime time={work.endedAt ?? work.until} />
        </span>
        <span>{listed(work.componentIds.map((id) => componentName(board, id)))}</span>
        {work.completesItself && work.endedAt === null ? <span>completes by itself</span> : null}
      </p>
      {work.text === null ? null : <Markdown text={work.text} className={styles.text} />}
      {acts.length === 0 ? null : (
        <div className={styles.acts}>
          {acts.map((act) => (
            <button key={act} type="button" aria-expanded={asked === act} onClick={() => (asked === act ? close() : onAsk({ act, work: work.id }))}>
              {words(act)}
            </button>
          ))}
        </div>
      )}
      {kept.map((act) => {
        const place = {
          open: asked === act,
          onClose: close,
          onDone: (done: string) => {
            onSaid(`${work.title}: ${done}`);
            leave(act);
          },
          onDiscarded: () => leave(act),
        };
        return act === 'move' ? <MoveForm key={act} work={work} {...place} /> : <PhaseForm key={act} work={work} act={act} {...place} />;
      })}
    </article>
  );
};
