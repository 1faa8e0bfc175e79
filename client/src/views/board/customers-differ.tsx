import type { Incident } from '@sitrep/shared/domain/state.ts';
import { type CustomerDifference, customerDifferences, incidentDifference } from '@sitrep/shared/query/customer-differences.ts';
import { differencesInShort } from '@sitrep/shared/words/difference-words.ts';
import { tellThem } from '../../controls/later-controls.tsx';
import { useBoard, useBoardEntry, useCustomers } from '../../sync/use-board.ts';
import { useNowEvery } from '../../sync/use-now.ts';
import { useMayTell } from '../../sync/use-visitor.ts';
import { DifferenceList } from '../../ui/customer-difference/difference-list.tsx';
import { SectionHead } from '../../ui/section-head.tsx';
import { useZones } from '../../ui-state.ts';
import styles from './customers-differ.module.css';

const useDifferences = (): readonly CustomerDifference[] => customerDifferences(useBoard(), useBoardEntry()?.customers ?? null);

/** In the verdict: that customers see something else, in a few words. */
export const DiffersInShort = () => {
  const words = differencesInShort(useBoard(), useDifferences());
  return words === '' ? null : <strong> {words}</strong>;
};

/** Where customers see something else than responders: a section of its own, before the incidents. */
export const CustomersDiffer = () => {
  const board = useBoard();
  const differences = useDifferences();
  const { leading } = useZones();
  const now = useNowEvery(60_000);
  const mayTell = useMayTell();
  if (differences.length === 0) return null;
  return (
    <section aria-labelledby="customers-differ" className={styles.part}>
      <SectionHead id="customers-differ" note={String(differences.length)}>
        Customers see something else
      </SectionHead>
      <DifferenceList board={board} differences={differences} now={now} zone={leading} tell={mayTell ? tellThem : undefined} />
    </section>
  );
};

/** Says that the incident is internal, unless that is listed above the cards, where every difference to what customers see is. */
export const CustomersSee = ({ incident }: { incident: Incident }) => {
  const customers = useCustomers();
  return Object.hasOwn(customers.incidents, incident.id) || incidentDifference(incident, undefined, customers) !== null ? null : (
    <p className={styles.customers}>customers see: nothing of this, it is internal</p>
  );
};
