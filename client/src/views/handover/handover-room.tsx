import { whoIs } from '@sitrep/shared/domain/actor-name.ts';
import type { BoardState, Handover } from '@sitrep/shared/domain/state.ts';
import { handoverSheet } from '@sitrep/shared/query/handover-sheet.ts';
import { useState } from 'react';
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
  const me = useVisitor()?.name ?? '';
  const all = Object.values(board.handovers).sort(newestFirst);
  const open = all.find(({ ended }) => ended === null) ?? null;
  // A shift begins where the last one was taken over, if that is not too long ago.
  const [begun] = useState(() => {
    const last = all.find(({ ended }) => ended?.outcome === 'accepted')?.ended?.at ?? 0;
    return typedTime(now - last < 2 * SHIFT_MS ? last : now - SHIFT_MS, leading);
  });
  const [typed, setTyped] = useState<KeptTime | null>(null);
  const from = useTypedTime({ typed, onType: setTyped, initial: begun });
  const since = open?.since ?? from.time?.ms ?? now - SHIFT_MS;
  const by = open === null ? me : whoIs(board, open.by);
  const sheet = handoverSheet(board, { since, now, by });
  return (
    <main id="main" tabIndex={-1} className={styles.room}>
      <aside className={styles.rail} aria-label="Hand-over">
        <h1>{TITLE}</h1>
        {!mayWork ? null : open === null ? (
          <OfferForm from={from} since={since} />
        ) : (
          <AcceptForm key={open.id} handover={open} has={sheet.has} by={by} me={me} />
        )}
        <button type="button" onClick={() => print()}>
          Print, A4 landscape
        </button>
        <p className={kit.note}>Everything but the note is made from the board, and follows it.</p>
      </aside>
      <Sheet board={board} sheet={sheet} since={since} now={now} by={by} handover={open ?? all[0] ?? null} />
    </main>
  );
};
