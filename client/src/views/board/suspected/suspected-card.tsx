import { whoIs } from '@sitrep/shared/domain/actor-name.ts';
import { sameActor } from '@sitrep/shared/domain/holder.ts';
import type { BoardState, Sighting } from '@sitrep/shared/domain/state.ts';
import type { Suspected } from '@sitrep/shared/query/suspected.ts';
import { SUSPECTED, suspicionWords, takenWords } from '@sitrep/shared/words/suspicion-words.ts';
import { Link, useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { Faster, fasterOne } from '../../../controls/faster.tsx';
import { TakeSuspicionBy } from '../../../controls/take-by.tsx';
import { useMe } from '../../../sync/use-actor-name.ts';
import { type SendState, useCommand } from '../../../sync/use-command.ts';
import { useNotConnected } from '../../../sync/use-connection.ts';
import { useNow } from '../../../sync/use-now.ts';
import { useMay, useMayWork } from '../../../sync/use-visitor.ts';
import { SendButton } from '../../../ui/command-form/send-button.tsx';
import { Elapsed } from '../../../ui/duration.tsx';
import kit from '../../../ui/kit.module.css';
import { shortMoment } from '../../../ui/moment.ts';
import { SuspectedGlyph } from '../../../ui/suspected-glyph.tsx';
import { useArrivals } from '../../../ui/use-arrivals.ts';
import { useSingleKey } from '../../../ui/use-single-key.ts';
import { useZones } from '../../../ui-state.ts';
import { DismissSuspicion } from './dismiss-suspicion.tsx';
import styles from './suspected-card.module.css';

// The rest is counted: the card must leave the incidents below it on the screen.
const SHOWN = 4;

/** One suspicion: what customers said, who heard it, and what can be done. `first`: the keys mean it where no other has the focus. */
export const SuspectedCard = ({ board, one, first, showKeys }: { board: BoardState; one: Suspected; first: boolean; showKeys: boolean }) => {
  const { suspicion, seen, since } = one;
  const mayTake = useMay('acknowledge');
  const mayWork = useMayWork();
  const isNew = useArrivals(seen.map(({ id }) => id));
  return (
    <article className={styles.card} tabIndex={-1}>
      <div className={styles.first}>
        <span className={styles.level}>
          <SuspectedGlyph size={14} /> {SUSPECTED}
        </span>
        {since?.ms == null ? null : (
          <span className={styles.elapsed}>
            <Elapsed since={since.ms} />
          </span>
        )}
      </div>
      <h3>
        <Link to="/components/$componentId" params={{ componentId: suspicion.componentId }} data-row="">
          <bdi>{suspicionWords(board, one)}</bdi>
        </Link>
      </h3>
      <ul>
        {seen.slice(0, SHOWN).map((sighting) => (
          <Seen board={board} key={sighting.id} sighting={sighting} fresh={isNew.has(sighting.id)} />
        ))}
      </ul>
      {seen.length > SHOWN ? <p className={styles.note}>And {seen.length - SHOWN} before them.</p> : null}
      <p className={suspicion.taken === null ? `${styles.taken} ${styles.nobody}` : styles.taken}>
        <span>{takenWords(board, one)}</span> <TakeSuspicionBy suspicion={suspicion} />
      </p>
      {mayTake || mayWork ? <Ways {...{ board, one, first, showKeys, mayTake, mayWork }} /> : null}
      <p className={styles.note}>Customers see nothing of this.</p>
    </article>
  );
};

const Seen = ({ board, sighting: { at, words, ticket, by }, fresh }: { board: BoardState; sighting: Sighting; fresh: boolean }) => {
  const { leading } = useZones();
  const now = useNow();
  return (
    <li className={fresh ? kit.fresh : undefined}>
      <time>{at.ms === null ? '' : shortMoment(at, now, leading)}</time>
      <span>
        “<bdi>{words}</bdi>”<span className={styles.by}>{by === null ? null : `Heard by ${whoIs(board, by)}`}</span>
      </span>
      <span className={styles.ticket}>{ticket === null ? null : /^https:\/\/\S+$/.test(ticket) ? <TicketLink address={ticket} /> : ticket}</span>
    </li>
  );
};
const TicketLink = ({ address }: { address: string }) => (
  <a className={kit.link} href={address} target="_blank" rel="noreferrer">
    ticket
  </a>
);

const Ways = ({
  board,
  one: { suspicion },
  first,
  showKeys,
  mayTake,
  mayWork,
}: {
  board: BoardState;
  one: Suspected;
  first: boolean;
  showKeys: boolean;
  mayTake: boolean;
  mayWork: boolean;
}) => {
  const navigate = useNavigate();
  const place = useRef<HTMLDivElement>(null);
  const { state, send } = useCommand();
  const cannot = useNotConnected();
  const me = useMe();
  const holder = suspicion.taken?.by ?? null;
  const isMine = holder !== null && me !== null && sameActor(board, holder, me);
  const [left, setLeft] = useState<SendState | null>(null);
  const faster = state === left ? null : fasterOne(state);
  const canTake = mayTake && suspicion.taken === null && faster === null;
  const [dismissing, setDismissing] = useState(false);
  const [opened, setOpened] = useState(false);
  const onKey = (act: () => void) => () => {
    // In the card of something else, the key means that or nothing.
    const card = document.activeElement?.closest('article');
    const isMeant = card == null ? first : card.contains(place.current);
    if (isMeant) act();
    return isMeant;
  };
  const take = (expectedHolder: string | null) => send({ type: 'take-suspicion', suspicionId: suspicion.id, expectedHolder });
  const declare = () => void navigate({ to: '/report', search: { suspicion: suspicion.id } });
  const dismiss = () => {
    setOpened(true);
    setDismissing(true);
  };
  useSingleKey('a', canTake && cannot === null ? onKey(() => take(null)) : null);
  useSingleKey('d', mayWork ? onKey(declare) : null);
  useSingleKey('x', mayWork ? onKey(dismiss) : null);
  return (
    <div ref={place}>
      <div className={styles.ways}>
        {canTake ? (
          <SendButton state={state === left ? 'idle' : state} cannot={cannot} primary {...(showKeys ? { shortcut: 'A' } : {})} onSend={() => take(null)}>
            Take it
          </SendButton>
        ) : null}
        {mayTake && faster !== null ? (
          <Faster by={faster.by} since={faster.since} cannot={cannot} onLeave={() => setLeft(state)} onTakeOver={() => take(faster.holder)} />
        ) : mayTake && holder !== null && !isMine ? (
          <SendButton state={state === left ? 'idle' : state} cannot={cannot} onSend={() => take(holder.id ?? whoIs(board, holder))}>
            Take it over
          </SendButton>
        ) : null}
        {mayWork ? (
          <>
            <button type="button" onClick={declare}>
              Declare {showKeys ? <kbd>D</kbd> : null}
            </button>
            <button type="button" aria-expanded={dismissing} onClick={dismiss}>
              Dismiss, say why {showKeys ? <kbd>X</kbd> : null}
            </button>
          </>
        ) : null}
      </div>
      {opened ? <DismissSuspicion suspicionId={suspicion.id} open={dismissing} onClose={() => setDismissing(false)} /> : null}
    </div>
  );
};
