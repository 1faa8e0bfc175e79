import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useBoard } from '../../sync/use-board.ts';
import { useMayShape, useVisitor } from '../../sync/use-visitor.ts';
import kit from '../../ui/kit.module.css';
import { useUi } from '../../ui-state.ts';
import { CommandText } from './command-text.tsx';
import { ComponentStep } from './component-step.tsx';
import styles from './first-run.module.css';
import { InternalComponents } from './internal-components.tsx';
import { LookRound } from './look-round.tsx';
import { NameStep } from './name-step.tsx';
import { Preview } from './preview.tsx';
import type { Draft } from './preview-board.ts';
import { Step, StepText } from './step.tsx';

/** A board with nothing on it. It claims nothing, and leads its owner from a name to a first incident, one question at a time. */
export const FirstRun = () => {
  const mayShape = useMayShape();
  return mayShape ? <Setup /> : <NotYours />;
};

const Head = ({ sentence, detail }: { sentence: string; detail: string }) => (
  <section className={styles.verdict}>
    <h1>
      <span className={styles.ring} aria-hidden="true" />
      <span>{sentence}</span>
    </h1>
    <p>{detail}</p>
  </section>
);

const Setup = () => {
  const board = useBoard();
  const set = useUi((state) => state.set);
  const visitor = useVisitor();
  const [draft, setDraft] = useState<Draft>({ component: '', evidence: 'reported' });
  const count = Object.keys(board.components).length;
  const change = (part: Partial<Draft>) => setDraft((known) => ({ ...known, ...part }));
  const leave = () => set({ settingUp: false });
  const current = board.name === null ? 'name' : count === 0 ? 'component' : 'incident';
  return (
    <main id="main" tabIndex={-1} className={styles.room}>
      <Head
        sentence={count === 0 ? 'No components yet' : `${count} component${count === 1 ? '' : 's'} so far`}
        detail="The server is up, no incident is on record, and this screen is live. Nothing is claimed about anything until you add it."
      />
      <div className={styles.columns}>
        <div>
          {visitor?.kind === 'person' && visitor.person === null ? <AccountStep /> : null}
          <NameStep current={current === 'name'} />
          <ComponentStep current={current === 'component'} onDraft={change} onBegin={() => set({ settingUp: true })} />
          <InternalComponents />
          <Step number={3} current={current === 'incident'} title="Report a first incident, before you need to">
            {count === 0 ? (
              <StepText>As soon as there is something that can break. It may be an exercise: marked everywhere, counted nowhere.</StepText>
            ) : (
              <>
                <StepText>What people see and one component are enough. It may be an exercise: marked everywhere, counted nowhere.</StepText>
                <p>
                  <Link to="/report" className={`${kit.button} ${kit.primary}`} onClick={leave}>
                    Report a first incident
                  </Link>
                </p>
              </>
            )}
          </Step>
          {count === 0 ? null : (
            <p className={styles.leave}>
              <button type="button" onClick={leave}>
                To the board
              </button>
              <span className={kit.muted}>The settings lead back here.</span>
            </p>
          )}
        </div>
        <aside>
          <Preview draft={draft} />
          <LookRound />
        </aside>
      </div>
    </main>
  );
};

/** The one who came by the owner link has no name yet. It can wait. */
const AccountStep = () => (
  <p className={styles.leave}>
    <Link to="/you" className={kit.button}>
      Set up your account
    </Link>
    <span className={kit.muted}>Name, e-mail and password, so that you can come back from anywhere. Or look around first: this link stays here.</span>
  </p>
);

/** An empty board, seen by somebody who may not write. */
const NotYours = () => {
  const visitor = useVisitor();
  return (
    <main id="main" tabIndex={-1} className={styles.room}>
      <Head sentence="No components yet" detail="Its owner shows nothing here yet. Nothing is claimed about anything until they do." />
      <div className={styles.columns}>
        <div>
          <Step number={1} current title="Is this your board?">
            <StepText>
              Open the owner link. The server prints it when it starts, in the terminal where you ran <CommandText>npm start</CommandText>; it looks like this:
            </StepText>
            <p>
              <CommandText>{location.origin}/#owner=…</CommandText>
            </p>
            <StepText after>
              It works once, and makes this browser the owner’s; <CommandText>npm run sitrep -- owner-link</CommandText> prints another.{' '}
              {visitor === null ? '' : 'Until then you see what customers see.'}
            </StepText>
          </Step>
        </div>
        <aside>
          <LookRound />
        </aside>
      </div>
    </main>
  );
};
