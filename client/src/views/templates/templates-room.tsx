import type { BoardState, Template } from '@sitrep/shared/domain/state.ts';
import { getRouteApi } from '@tanstack/react-router';
import { useCallback, useRef, useState } from 'react';
import { useBoardEntry } from '../../sync/use-board.ts';
import { useMayShape, useScope } from '../../sync/use-visitor.ts';
import kit from '../../ui/kit.module.css';
import { Page } from '../../ui/page.tsx';
import { SectionHead } from '../../ui/section-head.tsx';
import { TemplateCard } from './template-card.tsx';
import { TemplateForm } from './template-form.tsx';
import styles from './templates-room.module.css';

const TITLE = 'Templates';
const route = getRouteApi('/shell/templates');
const LISTS = [
  { use: 'update', words: 'For the words of an update' },
  { use: 'report', words: 'For a report' },
] as const satisfies readonly { use: Template['use']; words: string }[];

/** What reports and updates can begin from: whoever is inside reads them, and who defines the board makes, changes and removes them. */
export const TemplatesRoom = () => {
  const entry = useBoardEntry();
  const internal = useScope() === 'internal';
  return (
    <Page title={TITLE}>
      {entry === null ? null : internal ? <Room board={entry.board} /> : <p>Responders keep their templates here, on the internal board.</p>}
    </Page>
  );
};

const Room = ({ board }: { board: BoardState }) => {
  const mayShape = useMayShape();
  const { edit } = route.useSearch();
  const navigate = route.useNavigate();
  const [said, setSaid] = useState('');
  const first = useRef<HTMLButtonElement>(null);
  const [kept, setKept] = useState(false);
  // Once for each time that it is asked for: one that is done is gone before the address has changed.
  const [last, setLast] = useState<string | undefined>(undefined);
  if (edit !== last) {
    setLast(edit);
    if (edit === 'new') setKept(true);
  }
  const ask = useCallback((id: string | undefined) => void navigate({ search: { edit: id }, replace: true }), [navigate]);
  const close = useCallback(() => {
    ask(undefined);
    first.current?.focus();
  }, [ask]);
  const all = Object.values(board.templates).sort((a, b) => (a.name < b.name ? -1 : 1));
  const leave = () => {
    setKept(false);
    close();
  };
  return (
    <div className={styles.room}>
      {mayShape ? (
        <p className={styles.first}>
          <button ref={first} type="button" className={kit.primaryButton} aria-expanded={edit === 'new'} onClick={() => ask('new')}>
            New template
          </button>
        </p>
      ) : (
        <p className={kit.note}>Whoever manages this board makes and changes them.</p>
      )}
      <p role="status" className={said === '' ? kit.hidden : kit.note}>
        {said}
      </p>
      {mayShape && kept ? (
        <TemplateForm
          board={board}
          template={null}
          open={edit === 'new'}
          onClose={close}
          onDone={(words) => {
            setSaid(words);
            leave();
          }}
          onDiscarded={leave}
        />
      ) : null}
      {LISTS.map(({ use, words }) => {
        const templates = all.filter((one) => one.use === use);
        return (
          <section key={use} aria-labelledby={`templates-${use}`}>
            <SectionHead id={`templates-${use}`} note={templates.length === 0 ? undefined : String(templates.length)}>
              {words}
            </SectionHead>
            {templates.length === 0 ? <p className={kit.quiet}>There is none yet.</p> : null}
            {templates.map((template) => (
              <TemplateCard
                key={template.id}
                board={board}
                template={template}
                mayShape={mayShape}
                isOpen={edit === template.id}
                onAsk={(isOpen) => ask(isOpen ? template.id : undefined)}
                onSaid={setSaid}
              />
            ))}
          </section>
        );
      })}
    </div>
  );
};
