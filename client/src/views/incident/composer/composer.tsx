import { type BoardState, type Commitment, type Incident, lookup } from '@sitrep/shared/domain/state.ts';
import type { Phase } from '@sitrep/shared/domain/words.ts';
import { Link } from '@tanstack/react-router';
import { type CSSProperties, type KeyboardEvent, type RefObject, useCallback, useEffect, useId, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { useNotConnected } from '../../../sync/use-connection.ts';
import { useDeskState } from '../../../sync/use-desk.ts';
import { useMayPublish, useMayShape, useMayWork } from '../../../sync/use-visitor.ts';
import { TemplateChoice } from '../../../ui/command-form/template-choice.tsx';
import kit from '../../../ui/kit.module.css';
import { useCovered } from '../../../ui/use-covered.ts';
import { useNarrow } from '../../../ui/use-narrow.ts';
import { useSingleKey } from '../../../ui/use-single-key.ts';
import { AudienceSwitch } from './audience-switch.tsx';
import styles from './composer.module.css';
import { CustomersTold } from './customers-told.tsx';
import { type Draft, factsOf, happenedAt, hasFacts, holdsUnsent, lacks, postOf, withoutFacts, withPhase, withText } from './draft.ts';
import { DueChoice } from './due-choice.tsx';
import { HappenedRow } from './happened-row.tsx';
import { LevelChoices } from './level-choices.tsx';
import { Overtaken } from './overtaken.tsx';
import { PhaseChoice } from './phase-choice.tsx';
import { PostPreview } from './post-preview.tsx';
import { RefusalNote } from './refusal-note.tsx';
import type { PostDesk, PostDeskState } from './use-desk.ts';
import { foldedWords, keptWords, type NameOf, sendWords } from './words.ts';

export interface ComposerProps {
  desk: PostDesk;
  /** On a phone: whether it is open. */
  open: boolean;
  onAsk: (act: 'update' | null) => void;
  /** Words that were typed elsewhere, for the composer to begin with. */
  brought?: string | undefined;
  /** They have been taken, or words stand here already. */
  onBrought?: (() => void) | undefined;
  /** Set once the key that leads to the words was pressed, also while another tab was open: the words take the focus as they appear. */
  called: RefObject<boolean>;
  incident: Incident;
  /** The phase customers see now; null where they see none. */
  customersPhase: Phase | null;
  commitments: readonly Commitment[];
  board: BoardState;
  componentName: (id: string) => string;
  /** Server time, UTC ms. */
  now: number;
  /** The leading zone. */
  zone: string;
}

/** Where responders write: above the timeline on a desk, and on a phone at the lower edge, once it was opened. */
export const Composer = (props: ComposerProps) => {
  const { desk, incident, open, onAsk, called, brought, onBrought } = props;
  const narrow = useNarrow();
  const frame = useRef<HTMLDivElement>(null);
  const { done } = useDeskState(desk);
  const held = lookup(props.board.held, incident.id);
  useEffect(() => desk.seen(incident, held), [desk, incident, held]);
  // Words that stand here already are not replaced.
  useEffect(() => {
    if (brought === undefined) return;
    const { draft, posted } = desk.get();
    if (posted === null && draft.text.trim() === '') desk.change(withText(draft, brought));
    onBrought?.();
  }, [desk, brought, onBrought]);
  const isClosed = narrow && !open;
  // Puts the cursor into the words, which on a phone open first.
  const write = useCallback(() => {
    called.current = isClosed;
    if (isClosed) onAsk('update');
    else frame.current?.querySelector('textarea')?.focus();
  }, [called, isClosed, onAsk]);
  useSingleKey('u', () => {
    write();
    return true;
  });
  useEffect(() => {
    if (called.current) write();
  }, [called, write]);
  const isSheet = narrow && open;
  // The focus goes with what opens. A keyboard comes only to who asked for it.
  useEffect(() => {
    if (isSheet && frame.current?.contains(document.activeElement) === false) frame.current.querySelector('button')?.focus();
  }, [isSheet]);
  // What was sent is in the timeline, which the open form would cover.
  const wasDone = useRef(done);
  useEffect(() => {
    if (isSheet && done !== null && wasDone.current === null) onAsk(null);
    wasDone.current = done;
  }, [isSheet, done, onAsk]);
  if (isClosed) return <Done done={done} />;
  return narrow ? (
    <Sheet {...props} frame={frame} />
  ) : (
    <div ref={frame} className={styles.place}>
      <Frame {...props} folded={false} onFold={null} />
    </div>
  );
};

/** The composer of a phone. While a keyboard takes half of the screen, all but the words is one line above it, and it lies over the bars of the page. */
const Sheet = ({ frame, ...props }: ComposerProps & { frame: RefObject<HTMLDivElement | null> }) => {
  const [folded, setFolded] = useState(false);
  const covered = useCovered();
  // What was pressed to unfold it has gone, so the focus goes to what came instead.
  const fold = (next: boolean) => {
    flushSync(() => setFolded(next));
    if (!next) frame.current?.querySelector<HTMLElement>('fieldset input:checked, input:not([type])')?.focus();
  };
  return (
    <div ref={frame} className={styles.sheet} data-folded={folded ? '' : undefined} style={{ '--covered': `${covered}px` } as CSSProperties}>
      <button type="button" className={`${kit.bareButton} ${styles.close}`} onClick={() => props.onAsk(null)}>
        Close
      </button>
      <Frame {...props} folded={folded} onFold={fold} />
    </div>
  );
};

const doneWords = ({ command, isHeld }: NonNullable<PostDeskState['done']>): string => {
  if (isHeld) return 'It leaves in a few seconds. Undo stands in the timeline.';
  return command.scope === 'public' ? 'Published to everyone.' : 'Internal note saved.';
};
const Done = ({ done }: { done: PostDeskState['done'] }) => (
  <p role="status" className={kit.hidden}>
    {done === null ? '' : doneWords(done)}
  </p>
);

const Frame = ({
  desk,
  incident,
  customersPhase,
  commitments,
  board,
  componentName,
  now,
  zone,
  folded,
  onFold,
}: ComposerProps & {
  folded: boolean;
  /** Null where nothing folds. */
  onFold: ((folded: boolean) => void) | null;
}) => {
  const id = useId();
  const state = useDeskState(desk);
  const { posted, done, kept } = state;
  const mayWork = useMayWork();
  const mayPublish = useMayPublish();
  const mayShape = useMayShape();
  // Who may write to customers only writes words, to them.
  const draft = mayWork ? state.draft : { ...withoutFacts(state.draft), due: state.draft.due, scope: 'public' as const };
  // Words that they typed for responders, while they wrote to those too.
  const isUnasked = !mayWork && draft.typedInside;
  const notConnected = useNotConnected();
  const sending = posted?.state === 'sending';
  const facts = factsOf(draft, incident);
  const isOver = incident.phase === 'resolved';
  const asksCustomers = incident.published && hasFacts(facts);
  const missing = isUnasked
    ? 'Say that everyone may read it.'
    : draft.scope === 'public' && !incident.published
      ? `Customers do not see this incident. ${mayWork ? 'Publish it first.' : 'Ask whoever works it to publish it.'}`
      : lacks(draft, incident, now, zone);
  const cannot = notConnected === null ? missing : `${notConnected} ${kept === 'failed' ? 'Your draft is not saved.' : 'Your draft is kept.'}`;
  const change = (next: Draft) => {
    if (!sending) desk.change(next);
  };
  const post = (next: Draft) => {
    if (sending || isUnasked || notConnected !== null || (next.scope === 'public' && !incident.published) || lacks(next, incident, now, zone) !== null) return;
    desk.change(next);
    void desk.post(postOf(next, incident, now, zone));
  };
  const nameOf: NameOf = ({ impact, componentId }) =>
    [componentName(componentId), ...(impact?.regions ?? []).map((region) => lookup(board.regions, region)?.name ?? region)].join(', ');
  const form = useRef<HTMLFormElement>(null);
  // The time is typed next.
  const pin = () => {
    const opens = draft.happened === null;
    flushSync(() => change({ ...draft, happened: opens ? { text: '', zone, at: now } : null }));
    if (opens) form.current?.querySelector<HTMLElement>('input:not([type])')?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    post(draft);
  };
  return (
    <form
      ref={form}
      className={styles.frame}
      aria-label="Write an update"
      aria-busy={sending}
      // A reload keeps what is stored, and nothing else.
      data-typed={kept === 'failed' || sending ? '' : undefined}
      noValidate
      onKeyDown={onKeyDown}
      onSubmit={(event) => {
        event.preventDefault();
        post(draft);
      }}
    >
      <div className={styles.head}>
        <AudienceSwitch draft={draft} published={incident.published} inside={mayWork} outside={mayPublish} onChange={change}>
          <span className={styles.kept}>{keptWords(kept, zone, onFold !== null)}</span>
        </AudienceSwitch>
      </div>
      <RefusalNote desk={state} incident={incident} zone={zone} off={notConnected !== null} onPost={post} onRetry={() => void desk.retry()} />
      {holdsUnsent(draft, incident) && !sending ? (
        <Overtaken
          {...{ draft, nameOf, now, zone }}
          why={
            isOver ? (
              <>
                <b>The incident was resolved meanwhile.</b> Until it is reopened it takes words alone.
              </>
            ) : (
              <b>What happened earlier is told in words alone.</b>
            )
          }
          onTakeOff={() => change(withoutFacts(draft))}
        />
      ) : null}
      {draft.happened !== null && !folded ? <HappenedRow typed={draft.happened} onType={(happened) => change({ ...draft, happened })} /> : null}
      {isOver ? null : folded ? (
        <button type="button" className={`${kit.bareButton} ${styles.folded}`} aria-expanded="false" onClick={() => onFold?.(false)}>
          {foldedWords(draft, incident, nameOf, now, zone)}
        </button>
      ) : draft.happened !== null ? null : (
        <div className={styles.fields}>
          {mayWork ? (
            <div className={styles.field}>
              <PhaseChoice
                current={incident.phase}
                chosen={draft.phase ?? incident.phase}
                onChoose={(phase) => change(withPhase(draft, phase, incident.phase))}
              />
            </div>
          ) : null}
          {facts.phase === 'resolved' ? (
            <p className={`${styles.field} ${styles.ends}`}>Resolved ends every level with it, and no next update is due.</p>
          ) : (
            <>
              {mayWork ? (
                <div className={`${styles.field} ${styles.levels}`}>
                  <LevelChoices {...{ draft, incident, board, nameOf }} onChange={change} />
                </div>
              ) : null}
              <div className={styles.field}>
                <DueChoice {...{ draft, commitments, now }} onChange={change} />
              </div>
            </>
          )}
        </div>
      )}
      {asksCustomers ? (
        <div className={styles.told}>
          <CustomersTold {...{ draft, facts, nameOf }} onChange={change} />
        </div>
      ) : null}
      <div className={styles.words}>
        <div className={styles.text}>
          <div className={styles.begin}>
            <label htmlFor={`${id}-text`} className={kit.label}>
              What people see, what we do, when the next word comes
            </label>
            {draft.text.trim() !== '' || sending || folded ? null : (
              <TemplateChoice
                templates={board.templates}
                use="update"
                onChoose={({ text }) => {
                  flushSync(() => change(withText(draft, text ?? '')));
                  form.current?.querySelector('textarea')?.focus();
                }}
              />
            )}
            {mayShape && !folded ? (
              <Link to="/templates" className={`${kit.link} ${styles.templates}`}>
                Templates
              </Link>
            ) : null}
          </div>
          <textarea
            id={`${id}-text`}
            value={draft.text}
            readOnly={sending}
            maxLength={20_000}
            placeholder={'What do people see?\nWhat are we doing?\nWhen is the next word?'}
            onFocus={() => onFold?.(true)}
            onChange={(event) => change(withText(draft, event.target.value))}
          />
        </div>
        {folded ? null : (
          <div className={styles.previewed}>
            <PostPreview {...{ draft, facts, incident, customersPhase, nameOf, now, zone }} happened={happenedAt(draft, now)} />
          </div>
        )}
      </div>
      <div className={styles.foot}>
        <p id={`${id}-why`}>{cannot ?? (draft.scope === 'public' ? 'On the board and the public page.' : 'On the board, for those who are signed in.')}</p>
        <Done done={done} />
        {folded ? null : (
          <button type="button" className={`${kit.bareButton} ${styles.earlier}`} aria-expanded={draft.happened !== null} onClick={pin}>
            {draft.happened === null ? 'Happened earlier' : 'Happened now'}
          </button>
        )}
        <button type="submit" className={kit.primaryButton} aria-disabled={cannot !== null || sending} aria-describedby={`${id}-why`}>
          {sending ? 'Sending' : sendWords(draft, asksCustomers)} <kbd>Ctrl Enter</kbd>
        </button>
      </div>
    </form>
  );
};
