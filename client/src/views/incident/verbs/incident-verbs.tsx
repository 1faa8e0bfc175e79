import type { BoardState, Incident } from '@sitrep/shared/domain/state.ts';
import { whoHasItWords } from '@sitrep/shared/words/incident-words.ts';
import { type FC, type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import { Acknowledge } from '../../../controls/acknowledge.tsx';
import { TakeBy, TakeIn } from '../../../controls/take-by.tsx';
import { useBoard } from '../../../sync/use-board.ts';
import { useMay, useMayPublish, useMayWork } from '../../../sync/use-visitor.ts';
import { useFocusHandedOn } from '../../../ui/command-form/use-focus-handed-on.ts';
import kit from '../../../ui/kit.module.css';
import { useNarrow } from '../../../ui/use-narrow.ts';
import type { PostDesk } from '../composer/use-desk.ts';
import { EDIT_WORDS } from '../edit-words.ts';
import type { Act, Edit, Verb } from '../incident-search.ts';
import { cellAddress, type MatrixPlace } from '../matrix-cell.ts';
import { CausePanel } from './cause-panel.tsx';
import { DismissPanel } from './dismiss-panel.tsx';
import { GuidancePanel } from './guidance-panel.tsx';
import { ImpactPanel } from './impact-panel.tsx';
import styles from './incident-verbs.module.css';
import { LinkedPanel } from './linked-panel.tsx';
import { LinksPanel } from './links-panel.tsx';
import type { PanelProps } from './panel-props.ts';
import { PhoneVerbs } from './phone-verbs.tsx';
import { PublishPanel } from './publish-panel.tsx';
import { ReopenPanel } from './reopen-panel.tsx';
import { ResolvePanel } from './resolve-panel.tsx';
import { RolesPanel } from './roles-panel.tsx';
import { TimesPanel } from './times-panel.tsx';
import { TitlePanel } from './title-panel.tsx';
import { VendorPanel } from './vendor-panel.tsx';
import { editsOf, verbsOf } from './verbs-of.ts';

type Form = Verb | Edit;
const FORM: Readonly<Record<Form, { readonly words: string; readonly Panel: FC<PanelProps> }>> = {
  resolve: { words: 'Resolve', Panel: ResolvePanel },
  reopen: { words: 'Reopen', Panel: ReopenPanel },
  times: { words: 'Correct times', Panel: TimesPanel },
  publish: { words: 'Publish', Panel: PublishPanel },
  dismiss: { words: 'Not an incident', Panel: DismissPanel },
  title: { words: EDIT_WORDS.title.words, Panel: TitlePanel },
  links: { words: EDIT_WORDS.links.words, Panel: LinksPanel },
  roles: { words: EDIT_WORDS.roles.words, Panel: RolesPanel },
  impact: { words: EDIT_WORDS.impact.words, Panel: ImpactPanel },
  guidance: { words: EDIT_WORDS.guidance.words, Panel: GuidancePanel },
  cause: { words: EDIT_WORDS.cause.words, Panel: CausePanel },
  linked: { words: EDIT_WORDS.linked.words, Panel: LinkedPanel },
  vendor: { words: EDIT_WORDS.vendor.words, Panel: VendorPanel },
};

/**
 * What those who may write do with an incident: acknowledge it at once, the rest in a form. On a phone the verbs are the lower edge of the page, and the forms that
 * change a fact are among them; elsewhere these are opened where the fact stands. A form that was opened stays, with what was typed in it, until it is accepted:
 * also when it is closed, and when somebody else was faster. `asked`: what the address asks for; `onAsk` changes it.
 */
export const IncidentVerbs = ({
  desk,
  incident,
  board,
  asked,
  cell = null,
  onAsk,
}: {
  desk: PostDesk;
  incident: Incident;
  board: BoardState;
  asked: Act | null;
  /** The cell of the impact matrix that the form is about. */
  cell?: MatrixPlace | null;
  onAsk: (act: Act | null) => void;
}) => {
  const narrow = useNarrow();
  const all = useRef<HTMLDivElement>(null);
  const bar = useRef<HTMLElement>(null);
  const [kept, setKept] = useState<readonly Form[]>([]);
  const [said, setSaid] = useState('');
  const mayWork = useMayWork();
  const mayPublish = useMayPublish();
  const mayTake = useMay('acknowledge');
  const possible = verbsOf(incident, board);
  const verbs = possible.filter((verb) => (verb === 'publish' ? mayPublish && mayWork : mayWork));
  const edits = mayWork ? editsOf(incident, board) : [];
  const forms: readonly Form[] = [...verbs, ...edits];
  // Once for each form that is asked for: an accepted one is not opened again before the address has changed.
  const [last, setLast] = useState<Act | null>(null);
  if (asked !== last) {
    setLast(asked);
    if (asked !== null && asked !== 'update' && !kept.includes(asked) && forms.includes(asked)) setKept([...kept, asked]);
  }
  const close = useCallback(() => {
    // Who works elsewhere on the page by now stays there.
    const at = document.activeElement;
    const isHere = at === document.body || (all.current?.contains(at) === true && bar.current?.contains(at) === false);
    if (isHere) focusIn(bar.current, '[aria-expanded="true"]');
    onAsk(null);
  }, [onAsk]);
  // What is asked for may have changed while a command was on its way.
  const asking = useRef(asked);
  // Where one writes has closed: the focus goes back to what opened it.
  const before = useRef(asked);
  useEffect(() => {
    if (before.current === 'update' && asked === null) focusIn(bar.current, '[data-act="update"]');
    before.current = asked;
    asking.current = asked;
  }, [asked]);
  // Whoever has left the page closes nothing there any more.
  useEffect(
    () => () => {
      asking.current = null;
    },
    [],
  );
  // On a phone one writes from here, whatever else one may do.
  const takes = mayTake && incident.phase !== 'resolved';
  if (possible.length === 0 || (verbs.length === 0 && !narrow && !takes)) return null;
  const toggle = (act: Act) => onAsk(asked === act ? null : act);
  const button = (form: Form) => (
    <VerbButton key={form} isOpen={asked === form} onPress={() => toggle(form)}>
      {FORM[form].words}
    </VerbButton>
  );
  const [first, ...more] = verbs;
  const acknowledge = mayTake ? <Acknowledge page incident={incident} onDone={() => setSaid('You have it.')} /> : null;
  return (
    <div className={styles.verbs} ref={all}>
      <section className={styles.bar} aria-label="Work on this incident" tabIndex={-1} ref={bar} data-focus-home="">
        {narrow ? (
          <PhoneVerbs
            {...{ desk, incident, board, acknowledge }}
            takeIn={<TakeIn incident={incident} />}
            end={first === undefined ? null : button(first)}
            more={[...more, ...edits].map(button)}
            isUpdating={asked === 'update'}
            onUpdate={() => toggle('update')}
          />
        ) : (
          <>
            <div className={incident.phase === 'resolved' || incident.acknowledged !== null ? undefined : styles.take}>
              {incident.phase === 'resolved' || incident.acknowledged !== null ? null : (
                <>
                  <b>{whoHasItWords(board, incident)}</b>
                  <TakeBy incident={incident} />
                </>
              )}
              {acknowledge}
            </div>
            {verbs.map(button)}
          </>
        )}
        <p role="status" className={kit.hidden}>
          {said}
        </p>
      </section>
      {kept.map((form) => {
        const { Panel } = FORM[form];
        const leave = () => {
          setKept((now) => now.filter((one) => one !== form));
          if (asking.current === form) close();
        };
        const done = (words: string) => {
          setSaid(words);
          leave();
        };
        // Each cell of the matrix has a form of its own.
        const about = form === 'impact' ? cell : null;
        const key = about === null ? form : `${form}/${cellAddress(about)}`;
        return <Panel key={key} incident={incident} board={board} cell={about} open={asked === form} onClose={close} onDone={done} onDiscarded={leave} />;
      })}
    </div>
  );
};

/** For those who may take an incident and not write in it: who has it, by when somebody has to take it, and the one control. */
export const TakeBar = ({ incident }: { incident: Incident }) => {
  const board = useBoard();
  const [said, setSaid] = useState('');
  const isFree = incident.acknowledged === null;
  return (
    <div className={styles.verbs}>
      <section className={styles.bar} aria-label="Work on this incident" tabIndex={-1} data-focus-home="">
        <div className={isFree ? styles.take : undefined}>
          {isFree ? (
            <>
              <b>{whoHasItWords(board, incident)}</b>
              <TakeBy incident={incident} />
            </>
          ) : null}
          <Acknowledge page incident={incident} onDone={() => setSaid('You have it.')} />
        </div>
        <p role="status" className={kit.hidden}>
          {said}
        </p>
      </section>
    </div>
  );
};

/** The focus goes to that control of the bar or, where it has none that can have it (gone, or folded away), to the one that opened a form elsewhere, or else to the bar. */
const focusIn = (bar: HTMLElement | null, control: string): void => {
  const elsewhere = `[data-edit]${control}`;
  for (const place of [bar?.querySelector<HTMLElement>(control), bar?.closest('main')?.querySelector<HTMLElement>(elsewhere), bar]) {
    place?.focus();
    if (place === document.activeElement) return;
  }
};

const VerbButton = ({ isOpen, onPress, children }: { isOpen: boolean; onPress: () => void; children: ReactNode }) => {
  const button = useRef<HTMLButtonElement>(null);
  useFocusHandedOn(button);
  return (
    <button ref={button} type="button" aria-expanded={isOpen} onClick={onPress}>
      {children}
    </button>
  );
};
