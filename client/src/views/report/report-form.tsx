import type { BoardState } from '@sitrep/shared/domain/state.ts';
import type { Level, Scope } from '@sitrep/shared/domain/words.ts';
import { Link } from '@tanstack/react-router';
import { type FormEvent, type KeyboardEvent, type ReactNode, useCallback, useEffect, useId, useMemo, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { useNotConnected } from '../../sync/use-connection.ts';
import { useDeskState } from '../../sync/use-desk.ts';
import { useMayShape } from '../../sync/use-visitor.ts';
import { AudienceChoice } from '../../ui/command-form/audience-choice.tsx';
import { DueField } from '../../ui/command-form/due-field.tsx';
import { TemplateChoice } from '../../ui/command-form/template-choice.tsx';
import kit from '../../ui/kit.module.css';
import { useNarrow } from '../../ui/use-narrow.ts';

import { ComponentChoice } from './component-choice.tsx';
import { type Earlier, EarlierIncidents } from './earlier-incidents.tsx';
import { OwnerChoice } from './owner-choice.tsx';
import {
  affectedOn,
  lacks,
  type Question,
  questionAt,
  type ReportDraft,
  reportOf,
  sameAs,
  titleOf,
  withComponent,
  withCopy,
  withTemplate,
} from './report-draft.ts';
import styles from './report-form.module.css';
import { ReportRefusal } from './report-refusal.tsx';
import { SameOffer } from './same-offer.tsx';
import { StartedChoice } from './started-choice.tsx';
import type { ReportDesk } from './use-report-desk.ts';

/** What each question is called where a refusal names it. */
const CALLED: Readonly<Record<Question, string>> = {
  seen: 'What do people see?',
  title: 'Title',
  affected: 'What is affected?',
  same: 'Open already',
  audience: 'Who is hit?',
  started: 'Started',
  owner: 'Who has it',
  due: 'Next update',
  text: 'First words',
};

/** The questions of a report, in the order in which a caller tells it. `now`: UTC ms; `zone`: the leading one; `earlier`: what it can be started from. */
export const ReportForm = ({
  desk,
  board,
  now,
  zone,
  earlier,
  onAskEarlier,
}: {
  desk: ReportDesk;
  board: BoardState;
  now: number;
  zone: string;
  earlier: Earlier;
  onAskEarlier: () => void;
}) => {
  const id = useId();
  const form = useRef<HTMLFormElement>(null);
  const narrow = useNarrow();
  const { draft, posted, problem, earlier: recorded, kept } = useDeskState(desk);
  const notConnected = useNotConnected();
  const [copying, setCopying] = useState(false);
  const [copied, setCopied] = useState<string | null>(null);
  const [naming, setNaming] = useState(false);
  // What is missing is said at once, and where it is once somebody tried to send.
  const sending = posted?.state === 'sending';
  const missing = lacks(draft, board, now, zone);
  const same = sameAs(draft, board);
  // The list of all components is drawn anew only when they or the choice have changed.
  const affected = useMemo(() => affectedOn(draft.affected, board.components), [draft.affected, board.components]);
  const proposed = titleOf({ ...draft, title: null }, board);
  const change = useCallback(
    (part: Partial<ReportDraft> | ((draft: ReportDraft) => Partial<ReportDraft>)) => {
      const now = desk.get();
      if (now.posted?.state !== 'sending') desk.change({ ...now.draft, ...(typeof part === 'function' ? part(now.draft) : part) });
    },
    [desk],
  );
  const take = useCallback((componentId: string, isAffected: boolean) => change((known) => withComponent(known, componentId, isAffected)), [change]);
  const rate = useCallback(
    (componentId: string, level: Level) =>
      change((known) => ({ affected: known.affected.map((one) => (one.componentId === componentId ? { ...one, level } : one)) })),
    [change],
  );
  const mayShape = useMayShape();
  const focusOn = (question: Question) => focusIn(form.current, question === 'title' && draft.title === null ? 'seen' : question);
  const send = (scope: Scope) => {
    if (sending) return;
    if (missing !== null) return focusOn(missing.question);
    if (notConnected === null) void desk.post(reportOf(draft, board, { scope, now, zone }));
  };
  useEffect(() => {
    // A phone opens its keyboard only for who asks for it.
    if (!narrow) focusIn(form.current, 'seen');
  }, [narrow]);
  const atFault = problem === null || posted !== null ? null : questionAt(problem.field);
  const wasRefused = useRef(problem);
  useEffect(() => {
    if (wasRefused.current === problem) return;
    wasRefused.current = problem;
    if (problem !== null && atFault !== null) focusIn(form.current, atFault, /^impacts\.(\d+)\.componentId$/.exec(problem.field ?? '')?.[1]);
  }, [problem, atFault]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send('internal');
  };
  const onSubmit = (event: FormEvent) => event.preventDefault();
  const isOff = missing !== null || notConnected !== null || sending;
  const why =
    notConnected !== null
      ? `${notConnected} ${kept === 'failed' ? 'What you typed is not saved.' : 'What you typed is kept; send it once the connection is back.'}`
      : (missing?.words ?? (draft.exercise ? 'Marked as an exercise everywhere, counted nowhere.' : null));
  const ask = (question: Question, words: ReactNode, children: ReactNode, small: ReactNode = null) => (
    <Ask question={question} words={words} small={small} wrong={atFault === question}>
      {children}
    </Ask>
  );
  return (
    <form
      ref={form}
      className={styles.form}
      aria-label="Report an incident"
      aria-busy={sending}
      // A reload keeps what is stored, and nothing else.
      data-typed={kept === 'failed' || sending ? '' : undefined}
      noValidate
      onKeyDown={onKeyDown}
      onSubmit={onSubmit}
    >
      {ask(
        'seen',
        <label htmlFor={`${id}-seen`}>What do people see?</label>,
        <>
          <div className={styles.first}>
            <input
              id={`${id}-seen`}
              className={styles.seen}
              aria-invalid={atFault === 'seen'}
              aria-describedby={`${id}-title`}
              placeholder="Live streams drop for some viewers"
              maxLength={300}
              autoComplete="off"
              enterKeyHint="next"
              value={draft.seen}
              onChange={(event) => change({ seen: event.target.value })}
              onKeyDown={(event) => {
                if (event.key !== 'Enter' || event.ctrlKey || event.metaKey || event.nativeEvent.isComposing) return;
                event.preventDefault();
                focusIn(form.current, 'affected');
              }}
            />
            <TemplateChoice
              templates={board.templates}
              use="report"
              onChoose={(template) => {
                change((known) => withTemplate(known, template, board));
                setCopied(template.name);
                focusIn(form.current, 'seen');
              }}
            />
            {mayShape ? (
              <Link to="/templates" className={`${kit.link} ${styles.templates}`}>
                Templates
              </Link>
            ) : null}
            <button
              type="button"
              aria-expanded={copying}
              onClick={() => {
                onAskEarlier();
                setCopying(!copying);
              }}
            >
              Copy an earlier one
            </button>
          </div>
          <div id={`${id}-title`} className={styles.title} data-question="title">
            {draft.title !== null || naming ? (
              <>
                <label htmlFor={`${id}-named`}>Title</label>
                <input
                  id={`${id}-named`}
                  aria-invalid={atFault === 'title'}
                  maxLength={300}
                  autoComplete="off"
                  value={draft.title ?? proposed}
                  onChange={(event) => change({ title: event.target.value })}
                />
                <button
                  type="button"
                  onClick={() => {
                    setNaming(false);
                    change({ title: null });
                    focusIn(form.current, 'seen');
                  }}
                >
                  As proposed
                </button>
              </>
            ) : proposed === '' ? (
              <span>Said as a customer would say it. It becomes the title and the verdict.</span>
            ) : (
              <>
                <span>
                  Title: <b>{proposed}</b>
                </span>
                <button
                  type="button"
                  className={kit.bareButton}
                  onClick={() => {
                    flushSync(() => setNaming(true));
                    focusIn(form.current, 'title');
                  }}
                >
                  <u>Change</u>
                </button>
              </>
            )}
          </div>
          {copying ? (
            <section className={styles.copies} aria-label="Copy an earlier one">
              <EarlierIncidents
                board={board}
                earlier={earlier}
                now={now}
                onCopy={(incident) => {
                  change(withCopy(draft, incident, board));
                  setCopied(incident.title);
                  setCopying(false);
                  focusIn(form.current, 'seen');
                }}
              />
            </section>
          ) : null}
          <p role="status" className={copied === null ? kit.hidden : styles.copied}>
            {copied === null ? '' : `Begun from “${copied}”. What you had typed before stays.`}
          </p>
        </>,
      )}
      {ask(
        'affected',
        'What is affected?',
        <>
          <ComponentChoice board={board} affected={affected} onTake={take} onLevel={rate} />
          {same.length === 0 ? null : (
            <div data-question="same">
              <SameOffer
                incidents={same}
                chosen={affected.map(({ componentId }) => componentId)}
                board={board}
                now={now}
                words={[draft.seen.trim(), draft.text.trim()].filter((typed) => typed !== '').join('\n\n')}
                onApart={() => {
                  change({ apart: [...draft.apart, ...same.map((incident) => incident.id)] });
                  focusIn(form.current, 'affected');
                }}
              />
            </div>
          )}
        </>,
        `${affected.length} of ${Object.keys(board.components).length}`,
      )}
      {ask(
        'audience',
        'Who is hit?',
        <AudienceChoice
          legend="Who is hit?"
          hidden
          value={draft.audience}
          regions={Object.values(board.regions)}
          onChange={(audience) => change({ audience })}
        />,
      )}
      <Ask words="When and who" wrong={atFault === 'started' || atFault === 'owner' || atFault === 'due'}>
        <div className={styles.three}>
          <div data-question="started">
            <StartedChoice started={draft.started} now={now} onChange={(started) => change({ started })} />
          </div>
          <div data-question="owner">
            <OwnerChoice owner={draft.owner} onChange={(owner) => change({ owner })} />
          </div>
          <div data-question="due">
            <DueField due={draft.due} now={now} onChange={(due) => change({ due })} note={draft.due === null ? 'not promised' : null} />
          </div>
        </div>
      </Ask>
      {ask(
        'text',
        <label htmlFor={`${id}-text`}>First words</label>,
        <textarea
          id={`${id}-text`}
          className={styles.text}
          aria-invalid={atFault === 'text'}
          maxLength={20_000}
          rows={3}
          readOnly={sending}
          placeholder="Live streams drop for some viewers. We are looking for the cause."
          value={draft.text}
          onChange={(event) => change({ text: event.target.value })}
        />,
        'what we see, what we do, when the next word comes',
      )}
      <ReportRefusal
        {...{ draft, posted, problem, zone }}
        recorded={recorded?.open.incidentId ?? null}
        called={atFault === null ? null : CALLED[atFault]}
        onRetry={() => void desk.retry()}
      />
      <div className={styles.foot}>
        <label className={styles.exercise}>
          <input type="checkbox" checked={draft.exercise} onChange={(event) => change({ exercise: event.target.checked })} />
          <span>
            This is an <b>EXERCISE</b>
          </span>
        </label>
        <p id={`${id}-why`} className={styles.why}>
          {why}
        </p>
        {draft.exercise ? (
          <SendButton off={isOff} sending={sending} why={`${id}-why`} primary onSend={() => send('internal')}>
            Start exercise <kbd>Ctrl Enter</kbd>
          </SendButton>
        ) : (
          <div className={styles.ways}>
            <SendButton off={isOff} sending={false} why={`${id}-why`} onSend={() => send('public')}>
              Everyone, at once
            </SendButton>
            <span className={styles.or}>or first</span>
            <SendButton off={isOff} sending={sending} why={`${id}-why`} primary onSend={() => send('internal')}>
              Report to responders <kbd>Ctrl Enter</kbd>
            </SendButton>
          </div>
        )}
      </div>
    </form>
  );
};

/** The focus goes to the field in which the question is answered. `row`: which of the chosen components, from 0. */
const focusIn = (form: HTMLElement | null, question: Question, row?: string): void => {
  const place = form?.querySelector(`[data-question="${question}"]`);
  const taken = row === undefined ? undefined : place?.querySelectorAll<HTMLElement>('[data-taken] input')[Number(row)];
  const home =
    taken ??
    place?.querySelector<HTMLElement>('input:not([type="radio"], [type="checkbox"]), textarea') ??
    place?.querySelector<HTMLElement>('input:checked') ??
    place?.querySelector<HTMLElement>('button, input');
  home?.focus();
};

const Ask = ({
  question,
  words,
  small = null,
  wrong,
  children,
}: {
  question?: Question;
  words: ReactNode;
  small?: ReactNode;
  wrong: boolean;
  children: ReactNode;
}) => (
  <div className={styles.question} data-question={question} data-wrong={wrong ? '' : undefined}>
    <div className={styles.asked}>
      {words}
      {small === null ? null : <small>{small}</small>}
    </div>
    <div>{children}</div>
  </div>
);

/** Stays reachable while nothing can be sent: pressed then, it leads to what is missing. */
const SendButton = ({
  off,
  sending,
  why,
  primary = false,
  onSend,
  children,
}: {
  off: boolean;
  sending: boolean;
  why: string;
  primary?: boolean;
  onSend: () => void;
  children: ReactNode;
}) => (
  <button type="button" className={primary ? kit.primaryButton : undefined} aria-disabled={off} aria-describedby={why} onClick={onSend}>
    {sending ? 'Sending' : children}
  </button>
);
