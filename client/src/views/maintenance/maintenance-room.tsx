import { isOver, isRunning } from '@sitrep/shared/domain/planned-work.ts';
import type { BoardState, Maintenance } from '@sitrep/shared/domain/state.ts';
import { getRouteApi } from '@tanstack/react-router';
import { useCallback, useRef, useState } from 'react';
import { useBoardEntry } from '../../sync/use-board.ts';
import { useMayWork } from '../../sync/use-visitor.ts';
import kit from '../../ui/kit.module.css';
import { Page } from '../../ui/page.tsx';
import { SectionHead } from '../../ui/section-head.tsx';
import styles from './maintenance-room.module.css';
import type { MaintenanceSearch } from './maintenance-search.ts';
import { PlanForm } from './plan-form.tsx';
import { WorkCard } from './work-card.tsx';

const TITLE = 'Planned work';
const route = getRouteApi('/shell/maintenance');

/** Work that is planned, runs or has just ended; those who may write plan and change it here. */
export const MaintenanceRoom = () => {
  const entry = useBoardEntry();
  return <Page title={TITLE}>{entry === null ? null : <Room board={entry.board} />}</Page>;
};

const byBeginning = (a: Maintenance, b: Maintenance): number => (a.from.ms ?? 0) - (b.from.ms ?? 0) || (a.id < b.id ? -1 : 1);

const Room = ({ board }: { board: BoardState }) => {
  const mayWork = useMayWork();
  const asked = route.useSearch();
  const navigate = route.useNavigate();
  const [said, setSaid] = useState('');
  const plan = useRef<HTMLButtonElement>(null);
  const [planned, setPlanned] = useState(asked.act === 'plan');
  if (asked.act === 'plan' && !planned) setPlanned(true);
  const onAsk = useCallback((search: MaintenanceSearch) => void navigate({ search, replace: true }), [navigate]);
  const close = useCallback(() => {
    onAsk({});
    plan.current?.focus();
  }, [onAsk]);
  const all = Object.values(board.maintenances).sort(byBeginning);
  const lists = [
    { key: 'running', words: 'Under way', work: all.filter(isRunning), none: 'Nothing is under way.' },
    { key: 'scheduled', words: 'Planned', work: all.filter(({ phase }) => phase === 'scheduled'), none: 'Nothing is planned.' },
    { key: 'over', words: 'Ended lately', work: all.filter(isOver).toReversed(), none: null },
  ];
  return (
    <div className={styles.room}>
      {mayWork ? (
        <p className={styles.first}>
          <button ref={plan} type="button" className={kit.primaryButton} aria-expanded={asked.act === 'plan'} onClick={() => onAsk({ act: 'plan' })}>
            Plan work
          </button>
        </p>
      ) : null}
      <p role="status" className={said === '' ? kit.hidden : kit.note}>
        {said}
      </p>
      {mayWork && planned ? (
        <PlanForm
          board={board}
          open={asked.act === 'plan'}
          onClose={close}
          onDone={(words) => {
            setSaid(words);
            setPlanned(false);
            close();
          }}
          onDiscarded={() => {
            setPlanned(false);
            close();
          }}
        />
      ) : null}
      {lists.map(({ key, words, work, none }) =>
        work.length === 0 && none === null ? null : (
          <section key={key} aria-labelledby={`work-${key}`}>
            <SectionHead id={`work-${key}`} note={work.length === 0 ? undefined : String(work.length)}>
              {words}
            </SectionHead>
            {work.length === 0 ? <p className={kit.quiet}>{none}</p> : null}
            {work.map((one) => (
              <WorkCard
                key={one.id}
                board={board}
                work={one}
                asked={asked.work === one.id && asked.act !== 'plan' ? (asked.act ?? null) : null}
                onAsk={onAsk}
                onSaid={setSaid}
              />
            ))}
          </section>
        ),
      )}
    </div>
  );
};
