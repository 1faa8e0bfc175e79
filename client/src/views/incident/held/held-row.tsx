import type { Command } from '@sitrep/shared/domain/command.ts';
import { exactly } from '@sitrep/shared/domain/fact-time.ts';
import type { Entry, HeldUpdate, Incident } from '@sitrep/shared/domain/state.ts';
import { useCommand } from '../../../sync/use-command.ts';
import { useNotConnected } from '../../../sync/use-connection.ts';
import { useDeskState } from '../../../sync/use-desk.ts';
import { useNow } from '../../../sync/use-now.ts';
import { Refusal } from '../../../ui/command-form/refusal.tsx';
import kit from '../../../ui/kit.module.css';
import { Markdown } from '../../../ui/markdown/markdown.tsx';
import { useZones } from '../../../ui-state.ts';
import { isBlank } from '../composer/draft.ts';
import type { PostDesk } from '../composer/use-desk.ts';
import { EntryRow } from '../entry-row.tsx';
import { draftOf } from './draft-of.ts';
import styles from './held-row.module.css';
import { leavesWords, phaseOf, secondsLeft, statedWords, whyKept } from './words.ts';

interface HeldRowProps {
  held: HeldUpdate;
  desk: PostDesk;
  incident: Incident;
  nameOf: (componentId: string) => string;
}

/** A post that waits, as it will stand in the timeline, with the seconds that are left to undo it; or one that did not leave, until its author has it back. */
export const HeldRow = ({ held, desk, incident, nameOf }: HeldRowProps) => {
  const { leading: zone } = useZones();
  const { draft } = useDeskState(desk);
  const { state, send } = useCommand();
  const notConnected = useNotConnected();
  const { post, returned } = held;
  const command: Command = { type: 'withdraw-held', incidentId: held.incidentId, updateId: held.id };
  const isOff = notConnected !== null || state === 'sending';
  const isFree = isBlank(draft);
  const takeBack = () => {
    desk.change(draftOf(held, incident));
    send(command);
  };
  const undo = () =>
    send(command, () => {
      // Whoever undoes it goes on writing, unless the composer holds other words.
      if (isBlank(desk.get().draft)) takeBack();
    });
  const press = (act: () => void) => () => {
    if (!isOff) act();
  };
  const stated = statedWords(post, incident, nameOf, zone);
  if (returned === null) {
    const entry = entryOf(held, incident);
    const phase = entry.kind === 'public' ? entry.phase : null;
    return (
      <EntryRow row={{ kind: 'entry', key: held.id, ids: [entry.id], entry, phase }} componentName={nameOf} fresh={false} standing="waits">
        {stated === '' ? null : <p className={kit.note}>{stated}</p>}
        <div className={styles.hold}>
          <Countdown until={held.until} />
          <button type="button" aria-disabled={isOff} onClick={press(undo)}>
            Undo
          </button>
          {notConnected}
        </div>
        <Refusal state={state} kept={false} onRetry={() => send(command)} />
      </EntryRow>
    );
  }
  return (
    <li className={styles.kept}>
      <p>
        <b>{held.by?.name ?? 'Somebody'}</b>: {whyKept(returned, zone)}
      </p>
      {post.text === undefined ? null : <Markdown text={post.text} className={styles.text} />}
      {stated === '' ? null : <p className={kit.note}>{stated}</p>}
      <div className={styles.hold}>
        <button type="button" aria-disabled={isOff || !isFree} onClick={press(() => isFree && takeBack())}>
          Back into the composer
        </button>
        <button type="button" aria-disabled={isOff} onClick={press(() => send(command))}>
          Discard
        </button>
        {notConnected ?? (isFree ? null : 'The composer holds other words. Send or clear them first.')}
      </div>
      <Refusal state={state} kept={false} onRetry={() => send(command)} />
    </li>
  );
};

const BLOCKS = Array.from({ length: 10 }, (_, index) => index);
/** Ten blocks, of which the spent ones are outlined, and the same in words. */
const Countdown = ({ until }: { until: number }) => {
  const now = useNow();
  const left = secondsLeft(until, now);
  return (
    <>
      <span className={styles.blocks} aria-hidden="true">
        {BLOCKS.map((block) => (
          <span key={block} data-spent={block < left ? undefined : ''} />
        ))}
      </span>
      <span className={styles.left}>{leavesWords(until, now)}</span>
    </>
  );
};

const entryOf = ({ id, post, by, until }: HeldUpdate, incident: Incident): Entry => {
  const { scope = 'internal', text = null } = post;
  const phase = phaseOf(post) ?? incident.phase;
  return {
    id: `held-${id}`,
    kind: text === null ? 'change' : post.kind === 'fact' ? 'fact' : scope,
    scope,
    at: (post.kind === 'fact' ? post.at : undefined) ?? exactly(until),
    saidAt: null,
    recordedAt: until,
    actor: by,
    text,
    phase,
    change: text === null ? { what: 'phase', to: phase } : null,
    earlier: [],
    publishedAt: null,
  };
};
