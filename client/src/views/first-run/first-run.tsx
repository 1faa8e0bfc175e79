import { useState } from 'react';
import { useBoard } from '../../sync/use-board.ts';
import { useMayShape, useVisitor } from '../../sync/use-visitor.ts';
import { useUi } from '../../ui-state.ts';
import { ComponentStep } from './component-step.tsx';
import { IncidentStep } from './incident-step.tsx';
import { InternalComponents } from './internal-components.tsx';
import { LookRound } from './look-round.tsx';
import { NameStep } from './name-step.tsx';
import { Preview } from './preview.tsx';
import type { Draft } from './preview-board.ts';
import './first-run.css';

/** A board with nothing on it. It claims nothing, and leads its owner from a name to a first incident, one question at a time. */
export const FirstRun = () => {
  const mayShape = useMayShape();
  return mayShape ? <Setup /> : <NotYours />;
};

const Head = ({ sentence, detail }: { sentence: string; detail: string }) => (
  <section className="vd">
    <h1>
      <span className="ring" aria-hidden="true" />
      <span>{sentence}</span>
    </h1>
    <p>{detail}</p>
  </section>
);

const Setup = () => {
  const board = useBoard();
  const set = useUi((state) => state.set);
  const [draft, setDraft] = useState<Draft>({ component: '', evidence: 'reported', title: '', level: null, affected: [] });
  const count = Object.keys(board.components).length;
  const change = (part: Partial<Draft>) => setDraft((known) => ({ ...known, ...part }));
  const leave = () => set({ settingUp: false });
  const current = board.name === null ? 'name' : count === 0 ? 'component' : 'incident';
  return (
    <main id="main" tabIndex={-1} className="first-run">
      <Head
        sentence={count === 0 ? 'No components yet' : `${count} component${count === 1 ? '' : 's'} so far`}
        detail="The server is up, the log is empty of incidents, and this screen is live. Nothing is claimed about anything until you add it."
      />
      <div className="m">
        <div>
          <NameStep current={current === 'name'} />
          <ComponentStep current={current === 'component'} onDraft={change} onBegin={() => set({ settingUp: true })} />
          <InternalComponents />
          <IncidentStep current={current === 'incident'} onDraft={change} onDone={leave} />
          {count === 0 ? null : (
            <p className="leave">
              <button type="button" onClick={leave}>
                To the board
              </button>
              <span className="mut">The settings lead back here.</span>
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

/** An empty board, seen by somebody who may not write. */
const NotYours = () => {
  const visitor = useVisitor();
  return (
    <main id="main" tabIndex={-1} className="first-run">
      <Head sentence="No components yet" detail="Its owner shows nothing here yet. Nothing is claimed about anything until they do." />
      <div className="m">
        <div>
          <section className="stp cur">
            <span className="no" aria-hidden="true">
              1
            </span>
            <div>
              <h2>Is this your board?</h2>
              <p className="d">
                Open the owner link. The server prints it when it starts, in the terminal where you ran <code>npm start</code>; it looks like this:
              </p>
              <p>
                <code>{location.origin}/#owner=…</code>
              </p>
              <p className="d after">
                It works once, and makes this browser the owner’s; <code>npm run sitrep -- owner-link</code> prints another.{' '}
                {visitor === null ? '' : 'Until then you see what customers see.'}
              </p>
            </div>
          </section>
        </div>
        <aside>
          <LookRound />
        </aside>
      </div>
    </main>
  );
};
