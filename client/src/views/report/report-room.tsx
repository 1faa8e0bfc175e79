import { type BoardState, lookup } from '@sitrep/shared/domain/state.ts';
import { suspected } from '@sitrep/shared/query/suspected.ts';
import { clock } from '@sitrep/shared/words/format.ts';
import { getRouteApi, Link, useRouter } from '@tanstack/react-router';
import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import { useSync } from '../../sync/sync-context.ts';
import { useBoardEntry } from '../../sync/use-board.ts';
import { useDeskState } from '../../sync/use-desk.ts';
import { useNow } from '../../sync/use-now.ts';
import { may, useMayShape, useScope, useVisitor } from '../../sync/use-visitor.ts';
import kit from '../../ui/kit.module.css';
import { Page } from '../../ui/page.tsx';
import { useZones } from '../../ui-state.ts';
import { CustomersSaw } from './customers-saw.tsx';
import { useEarlier } from './earlier-incidents.tsx';
import { HappenedBefore, WhoWillKnow } from './report-aside.tsx';
import { affectedOn, isBlank, type ReportDraft, withSuspicion } from './report-draft.ts';
import { ReportForm } from './report-form.tsx';
import { ReportPreview } from './report-preview.tsx';
import styles from './report-room.module.css';
import { type ReportDesk, useReportDesk } from './use-report-desk.ts';

const TITLE = 'Report an incident';

/** Where responders report an incident: a page of its own, which keeps what was typed whatever closes it. */
export const ReportRoom = () => {
  const entry = useBoardEntry();
  const visitor = useVisitor();
  const desk = useReportDesk();
  if (desk === null) return visitor === null ? <Page title={TITLE}>{null}</Page> : <NotYours />;
  if (entry === null) return <Page title={TITLE}>{null}</Page>;
  return Object.keys(entry.board.components).length === 0 ? <NoComponents /> : <Desk desk={desk} board={entry.board} />;
};

const Instead = ({ children }: { children: ReactNode }) => (
  <Page title={TITLE}>
    <div className={styles.instead}>{children}</div>
  </Page>
);

/** For those who may not write, and for whoever looks at what customers see. */
const NotYours = () => {
  const visitor = useVisitor();
  const sync = useSync();
  const scope = useScope();
  const mayOnce = visitor?.scope === 'internal' && scope === 'public' && may(visitor, 'write-internal');
  return (
    <Instead>
      {mayOnce ? (
        <>
          <p>You are looking at what customers see. Incidents are reported on the internal board.</p>
          <p>
            <button type="button" className={kit.primaryButton} onClick={() => sync.look('internal')}>
              Show the internal board
            </button>
          </p>
        </>
      ) : (
        <>
          <p>
            {visitor?.name == null
              ? 'Responders report incidents, and this browser is not signed in.'
              : `Responders report incidents, and ${visitor.name} ${may(visitor, 'write-public') ? 'writes to customers only' : 'may read only'}.`}{' '}
            {visitor?.name == null ? (
              <Link to="/sign-in" className={kit.link}>
                Sign in
              </Link>
            ) : null}{' '}
            Until then, tell a responder what you see.
          </p>
          <p className={kit.muted}>What was typed here before is kept in this browser for its author.</p>
        </>
      )}
      <p className={kit.links}>
        <Link to="/">To the board</Link>
      </p>
    </Instead>
  );
};

/** There is nothing yet that could be affected. */
const NoComponents = () => {
  const mayShape = useMayShape();
  return (
    <Instead>
      <p>
        There are no components yet, and an incident is about at least one.{' '}
        {mayShape ? 'Name the first thing that your customers would recognise.' : 'An admin adds the first one.'}
      </p>
      <p>
        <Link to="/" className={`${kit.button} ${kit.primary}`}>
          {mayShape ? 'Add a first component' : 'To the board'}
        </Link>
      </p>
    </Instead>
  );
};

const route = getRouteApi('/shell/report');

/** Begins the report from what is suspected, once for each that the address names. */
const useSuspicion = (desk: ReportDesk, board: BoardState, zone: string): void => {
  const { suspicion } = route.useSearch();
  const begun = useRef<string | null>(null);
  const one = suspicion === undefined ? undefined : suspected(board).find((other) => other.suspicion.id === suspicion);
  useEffect(() => {
    if (one === undefined || begun.current === one.suspicion.id) return;
    begun.current = one.suspicion.id;
    const { draft, posted } = desk.get();
    if (posted?.state !== 'sending') desk.change(withSuspicion(draft, one, zone));
  }, [desk, one, zone]);
};

const Desk = ({ desk, board }: { desk: ReportDesk; board: BoardState }) => {
  const router = useRouter();
  const now = useNow();
  const { leading } = useZones();
  const { draft, posted, kept, done } = useDeskState(desk);
  const [asked, setAsked] = useState(false);
  // What was typed and put aside, until something else is typed.
  const [aside, setAside] = useState<ReportDraft | null>(null);
  const chosen = affectedOn(draft.affected, board.components).map(({ componentId }) => componentId);
  useSuspicion(desk, board, leading);
  const earlier = useEarlier(chosen, asked || chosen.length > 0 || draft.seen.trim() !== '');
  const blank = isBlank(draft);
  const sending = posted?.state === 'sending';
  const arrived = posted === null ? undefined : lookup(board.incidents, posted.command.open.incidentId);
  useEffect(() => {
    if (arrived !== undefined) desk.seen(arrived);
  }, [desk, arrived]);
  useEffect(() => {
    if (done !== null) void router.navigate({ to: '/incidents/$incidentId', params: { incidentId: done.command.open.incidentId }, replace: true });
  }, [router, done]);
  const close = useCallback(() => {
    if (router.history.canGoBack()) router.history.back();
    else void router.navigate({ to: '/' });
  }, [router]);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented || event.isComposing) return;
      // Outside the form too, and before the shell, which acts outside fields only.
      if (event.target instanceof Element && event.target.closest('dialog, [popover]') !== null) return;
      event.preventDefault();
      close();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [close]);
  const anew = () => {
    setAside(draft);
    desk.clear();
  };
  return (
    <main id="main" tabIndex={-1} className={styles.room}>
      <header className={styles.head}>
        <h1>{TITLE}</h1>
        <div className={styles.note}>
          <p>What people see and one component are enough; the rest can come later.</p>
          <p>
            {kept === 'failed' ? (
              <b role="alert">Not saved: the storage of this browser is full or closed. It is lost with this page.</b>
            ) : kept === null ? (
              'Kept on this device as you type.'
            ) : (
              `Kept on this device as you type, last at ${clock(kept, leading, { seconds: true })}.`
            )}
          </p>
        </div>
        <div className={styles.ways}>
          {blank && aside !== null ? (
            <button
              type="button"
              onClick={() => {
                desk.change(aside);
                setAside(null);
              }}
            >
              Bring it back
            </button>
          ) : blank || sending ? null : (
            <button type="button" onClick={anew}>
              Start anew
            </button>
          )}
          <button type="button" onClick={close}>
            Close <kbd>Esc</kbd>
          </button>
        </div>
      </header>
      <div className={styles.columns}>
        <ReportForm desk={desk} board={board} now={now} zone={leading} earlier={earlier} onAskEarlier={() => setAsked(true)} />
        <aside>
          <ReportPreview draft={draft} />
          <CustomersSaw board={board} chosen={draft.exercise ? [] : chosen} now={now} />
          <WhoWillKnow exercise={draft.exercise} />
          <HappenedBefore desk={desk} board={board} earlier={earlier} now={now} />
        </aside>
      </div>
    </main>
  );
};
