import type { Command } from '@sitrep/shared/domain/command.ts';
import { exactly } from '@sitrep/shared/domain/fact-time.ts';
import type { Entry, HeldUpdate, Incident } from '@sitrep/shared/domain/state.ts';
import { useRef } from 'react';
import { useIsMe } from '../../../sync/use-actor-name.ts';
import type { CommandLine } from '../../../sync/use-command.ts';
import { useNotConnected } from '../../../sync/use-connection.ts';
import { useDeskState } from '../../../sync/use-desk.ts';
import { useNow } from '../../../sync/use-now.ts';
import { useMayPublish, useMayWork } from '../../../sync/use-visitor.ts';
import { useActorName } from '../../../ui/actor-names.ts';
import { useFocusHandedOn } from '../../../ui/command-form/use-focus-handed-on.ts';
import kit from '../../../ui/kit.module.css';
import { Markdown } from '../../../ui/markdown/markdown.tsx';
import { useZones } from '../../../ui-state.ts';
import { isBlank } from '../composer/draft.ts';
import type { PostDesk } from '../composer/use-desk.ts';
import { EntryRow } from '../entry-row.tsx';
import { draftOf } from './draft-of.ts';
import styles from './held-row.module.css';
import { leavesWords, type Phases, phaseAbove, secondsLeft, statedWords, whyKept } from './words.ts';

interface HeldRowProps {
  held: HeldUpdate;
  desk: PostDesk;
  commands: HeldCommands;
  incident: Incident;
  phases: Phases;
  /** Called when words are back where one writes. */
  onWrite: () => void;
  nameOf: (componentId: string) => string;
}

/** What the rows do with posts, one at a time: a row may be gone before the answer to its button is there. */
export type HeldCommands = Pick<CommandLine, 'state' | 'send'>;

/** A post that waits, as it will stand in the timeline, with the seconds that are left to undo it; or one that did not leave, until its author has it back. */
export const HeldRow = ({ held, desk, commands: { state, send }, incident, phases, onWrite, nameOf }: HeldRowProps) => {
  const { leading: zone } = useZones();
  const { draft } = useDeskState(desk);
  const isMe = useIsMe();
  const nameOfActor = useActorName();
  const notConnected = useNotConnected();
  const mayPublish = useMayPublish();
  const { post, returned } = held;
  // Who writes to customers only has no place for words that were not for them.
  const hasPlace = useMayWork() || post.scope === 'public';
  const about = { incidentId: held.incidentId, updateId: held.id };
  const take: Command = { type: 'take-held', ...about };
  const isOff = notConnected !== null || state === 'sending';
  const isFree = isBlank(draft);
  const takeBack = () => {
    desk.change(draftOf(held, incident));
    send(take);
    onWrite();
  };
  const undo = () =>
    send({ type: 'withdraw-held', ...about }, () => {
      // An author who undoes it goes on writing, unless the composer holds other words. What is somebody else's is left to them.
      if (hasPlace && isMe(held.by) && isBlank(desk.get().draft)) takeBack();
    });
  const stated = statedWords(post, incident, nameOf, zone);
  if (returned === null) {
    const entry = entryOf(held, phases);
    const phase = entry.kind === 'public' ? entry.phase : null;
    return (
      <EntryRow row={{ kind: 'entry', key: held.id, ids: [entry.id], entry, phase }} componentName={nameOf} fresh={false} standing="waits">
        {stated === '' ? null : <p className={kit.note}>{stated}</p>}
        <div className={styles.hold}>
          <Countdown until={held.until} connected={notConnected === null} />
          {mayPublish ? (
            <>
              <Press off={isOff} onPress={undo}>
                Undo
              </Press>
              {notConnected}
            </>
          ) : null}
        </div>
      </EntryRow>
    );
  }
  return (
    <li className={styles.kept}>
      <p>
        <b>{nameOfActor(held.by) ?? 'Somebody'}</b>: {whyKept(returned, nameOfActor(returned.by), zone)}
      </p>
      {post.text === undefined ? null : <Markdown text={post.text} className={styles.text} />}
      {stated === '' ? null : <p className={kit.note}>{stated}</p>}
      {mayPublish ? (
        <div className={styles.hold}>
          {hasPlace ? (
            <Press off={isOff || !isFree} onPress={takeBack}>
              Back into the composer
            </Press>
          ) : null}
          <Press off={isOff} onPress={() => send(take)}>
            Discard
          </Press>
          {notConnected ?? (isFree || !hasPlace ? null : 'The composer holds other words. Send or clear them first.')}
        </div>
      ) : null}
    </li>
  );
};

/** A control of a row, which goes away with it. */
const Press = ({ off, onPress, children }: { off: boolean; onPress: () => void; children: string }) => {
  const button = useRef<HTMLButtonElement>(null);
  useFocusHandedOn(button);
  return (
    <button ref={button} type="button" aria-disabled={off} onClick={() => (off ? undefined : onPress())}>
      {children}
    </button>
  );
};

const BLOCKS = Array.from({ length: 10 }, (_, index) => index);
/** Ten blocks, of which the spent ones are outlined, and the same in words. */
const Countdown = ({ until, connected }: { until: number; connected: boolean }) => {
  const now = useNow();
  const left = secondsLeft(until, now);
  return (
    <>
      <span className={styles.blocks} aria-hidden="true">
        {BLOCKS.map((block) => (
          <span key={block} data-spent={block < left ? undefined : ''} />
        ))}
      </span>
      <span className={styles.left}>{leavesWords(until, now, connected)}</span>
    </>
  );
};

const entryOf = ({ id, post, by, until }: HeldUpdate, phases: Phases): Entry => {
  const { scope = 'internal', text = null } = post;
  const phase = phaseAbove(post, phases);
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
