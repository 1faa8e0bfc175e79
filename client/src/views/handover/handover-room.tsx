import { whoIs } from '@sitrep/shared/domain/actor-name.ts';
import { sameActor } from '@sitrep/shared/domain/holder.ts';
import type { BoardState, Handover } from '@sitrep/shared/domain/state.ts';
import { handoverSheet } from '@sitrep/shared/query/handover-sheet.ts';
import { useState } from 'react';
import { useMe } from '../../sync/use-actor-name.ts';
import { useBoardEntry } from '../../sync/use-board.ts';
import { useMayWork, useScope, useVisitor } from '../../sync/use-visitor.ts';
import type { KeptTime } from '../../ui/command-form/typed-time.ts';
import { typedTime } from '../../ui/command-form/typed-time.ts';
import { useTypedTime } from '../../ui/command-form/use-typed-time.ts';
import kit from '../../ui/kit.module.css';
import { useBeat } from '../../ui/now-context.ts';
import { Page } from '../../ui/page.tsx';
import { useZones } from '../../ui-state.ts';
import { AcceptForm } from './accept-form.tsx';
import styles from './handover-room.module.css';
import { OfferForm } from './offer-form.tsx';
import { Sheet } from './sheet.tsx';

const TITLE = 'Hand-over';
const SHIFT_MS = 12 * 3_600_000;

/** What whoever comes next must know: one sheet made from the board, with a note of the one who goes, who hands it over to the next by name. */
export const HandoverRoom = () => {
  const entry = useBoardEntry();
  const internal = useScope() === 'internal';
  if (entry === null) return <Page title={TITLE}>{null}</Page>;
  return internal ? (
    <Room board={entry.board} />
  ) : (
    <Page title={TITLE}>
      <p>Responders hand over here, on the internal board.</p>
    </Page>
  );
};

const newestFirst = (a: Handover, b: Handover): number => b.at - a.at || (a.id < b.id ? 1 : -1);

const Room = ({ board }: { board: BoardState }) => {
  const now = useBeat();
  const { leading } = useZones();
  const mayWork = useMayWork();
  const me = useMe();
  const name = useVisitor()?.name ?? '';
  const all = Object.values(board.handovers).sort(newestFirst);
  const open = all.filter(({ ended }) => ended === null).reverse();
  const isMine = ({ by }: Handover): boolean => by !== null && me !== null && sameActor(board, by, me);
  const mine = open.find(isMine) ?? null;
  const shown = open.length > 0 ? open : all.slice(0, 1);
  // A shift begins where the last one was taken over, if that is not too long ago.
  const [begun] = useState(() => {
    const last = all.find(({ ended }) => ended?.outcome === 'accepted')?.ended?.at ?? 0;
    return typedTime(now - last < 2 * SHIFT_MS ? last : now - SHIFT_MS, leading);
  });
  const [typed, setTyped] = useState<KeptTime | null>(null);
  const from = useTypedTime({ typed, onType: setTyped, initial: begun });
  // The sheet is one for all who go: since the earliest of their times. Who has not handed over yet chooses theirs.
  const own = from.time?.ms ?? now - SHIFT_MS;
  const since = Math.min(...(open.length === 0 || (mayWork && mine === null && typed !== null) ? [own] : []), ...open.map((one) => one.since));
  const sheet = handoverSheet(board, { since, now });
  return (
    <main id="main" tabIndex={-1} className={styles.room}>
      <aside className={styles.rail} aria-label="Hand-over">
        <h1>{TITLE}</h1>
        {mayWork ? open.map((one) => <AcceptForm key={one.id} board={board} handover={one} mine={isMine(one)} by={whoIs(board, one.by)} me={name} />) : null}
        {mayWork && mine === null ? <OfferForm from={from} since={own} /> : null}
        <button type="button" onClick={() => print()}>
          Print, A4 landscape
        </button>
        <p className={kit.note}>Everything but the note is made from the board, and follows it.</p>
      </aside>
      <Sheet board={board} sheet={sheet} since={since} now={now} handovers={shown} />
    </main>
  );
};
