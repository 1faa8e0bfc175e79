import type { Entry, Incident } from '@sitrep/shared/domain/state.ts';
import { type ComponentType, useRef, useState } from 'react';
import { useNowEvery } from '../../../sync/use-now.ts';
import { useMayPublish, useMayShape, useMayWork } from '../../../sync/use-visitor.ts';
import kit from '../../../ui/kit.module.css';
import { later } from '../../../ui/later.tsx';
import { actsOn, type EntryAct } from './acts-on.ts';
import { CopyLink } from './copy-link.tsx';
import styles from './entry-acts.module.css';
import type { EntryFormProps } from './entry-form-props.ts';

const Nothing = () => null;
const ACT: Readonly<Record<EntryAct, { readonly words: string; readonly Form: ComponentType<EntryFormProps> }>> = {
  amend: { words: 'Amend', Form: later(async () => (await import('./amend-form.tsx')).AmendForm, Nothing) },
  publish: { words: 'Publish', Form: later(async () => (await import('./publish-form.tsx')).PublishForm, Nothing) },
  error: { words: 'Published by mistake', Form: later(async () => (await import('./in-error-form.tsx')).InErrorForm, Nothing) },
  retract: { words: 'Retract', Form: later(async () => (await import('./retract-form.tsx')).RetractForm, Nothing) },
};

/** What can be done with one entry, in one line, and below it the form of what was chosen. `onClose`: leads back to what opened this. */
export const EntryActs = ({ entry, incident, mayWrite, onClose }: { entry: Entry; incident: Incident; mayWrite: boolean; onClose: () => void }) => {
  const place = useRef<HTMLDivElement>(null);
  const mayWork = useMayWork();
  const mayPublish = useMayPublish();
  const mayManage = useMayShape();
  const now = useNowEvery(60_000);
  const may = (act: EntryAct) =>
    act === 'error' ? mayManage && mayPublish : act === 'publish' ? mayPublish && mayWork : entry.scope === 'public' ? mayPublish : mayWork;
  const [asked, setAsked] = useState<EntryAct | null>(null);
  const [kept, setKept] = useState<readonly EntryAct[]>([]);
  const [said, setSaid] = useState('');
  const ask = (act: EntryAct) => {
    setAsked(asked === act ? null : act);
    if (!kept.includes(act)) setKept([...kept, act]);
  };
  /** Who works elsewhere on the page by now stays there. */
  const isHere = () => document.activeElement === document.body || place.current?.contains(document.activeElement) === true;
  const close = () => {
    if (isHere()) place.current?.querySelector<HTMLElement>('[aria-expanded="true"]')?.focus();
    setAsked(null);
  };
  const leave = (act: EntryAct) => {
    setKept((now) => now.filter((one) => one !== act));
    setAsked((now) => (now === act ? null : now));
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the key comes from the controls inside
    <div
      ref={place}
      className={styles.acts}
      onKeyDown={(event) => {
        // A form that is open takes the key for itself.
        if (event.key !== 'Escape' || event.defaultPrevented) return;
        event.preventDefault();
        onClose();
      }}
    >
      <div className={styles.line}>
        <CopyLink entry={entry} incidentId={incident.id} onCopied={setSaid} />
        {mayWrite
          ? actsOn(entry, incident, now)
              .filter(may)
              .map((act) => (
                <button key={act} type="button" aria-expanded={asked === act} onClick={() => ask(act)}>
                  {ACT[act].words}
                </button>
              ))
          : null}
        <p role="status" className={kit.hidden}>
          {said}
        </p>
      </div>
      {kept.map((act) => {
        const { Form } = ACT[act];
        const done = (words: string) => {
          setSaid(words);
          if (isHere()) onClose();
          leave(act);
        };
        const discarded = () => {
          close();
          leave(act);
        };
        return <Form key={act} entry={entry} incident={incident} open={asked === act} onClose={close} onDone={done} onDiscarded={discarded} />;
      })}
    </div>
  );
};
