import type { Commitment } from '@sitrep/shared/domain/state.ts';
import type { Scope } from '@sitrep/shared/domain/words.ts';
import { clock, dueWords } from '@sitrep/shared/words/format.ts';
import { DueField } from '../../../ui/command-form/due-field.tsx';
import { useZones } from '../../../ui-state.ts';
import type { Draft } from './draft.ts';

/** When the next update is due, beside what is promised now. */
export const DueChoice = ({
  draft,
  commitments,
  now,
  onChange,
}: {
  draft: Draft;
  commitments: readonly Commitment[];
  /** UTC ms. */
  now: number;
  onChange: (draft: Draft) => void;
}) => {
  const { leading: zone } = useZones();
  const { due, scope } = draft;
  const note = due === null || leftOpen(commitments, scope) !== undefined ? promisedWords(commitments, scope, now, zone) : null;
  return <DueField due={due} onChange={(next) => onChange({ ...draft, due: next })} now={now} note={note} />;
};

const openPromises = (commitments: readonly Commitment[]): readonly Commitment[] =>
  commitments.filter(({ kind, outcome }) => kind === 'next_update' && outcome === 'open');
/** The promise to customers that a post for `scope` leaves open: an internal note does not keep it. */
const leftOpen = (commitments: readonly Commitment[], scope: Scope): Commitment | undefined =>
  openPromises(commitments).find((one) => one.scope === 'public' && scope === 'internal');

/** What is promised, and whether the post keeps it. `scope`: who reads the words. */
const promisedWords = (commitments: readonly Commitment[], scope: Scope, now: number, zone: string): string => {
  const open = openPromises(commitments);
  // Of several, the one that is still open after this is what matters.
  const left = leftOpen(commitments, scope);
  const due = (left ?? open[0])?.due ?? null;
  if (due === null || due.ms === null) return 'not promised';
  const stands = `now ${clock(due.ms, zone)}, ${dueWords(due, now)}`;
  return left === undefined ? `${stands}; this keeps it` : `${stands}, promised to customers; a note inside does not keep it`;
};
