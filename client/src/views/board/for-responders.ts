import { Acknowledge, TakeBy } from '../../controls/later-controls.tsx';
import { useScope } from '../../sync/use-visitor.ts';
import { later, useParts } from '../../ui/later.tsx';

const Nothing = () => null;
export const DiffersInShort = later(async () => (await import('./customers-differ.tsx')).DiffersInShort, Nothing);
export const CustomersDiffer = later(async () => (await import('./customers-differ.tsx')).CustomersDiffer, Nothing);
export const CustomersSee = later(async () => (await import('./customers-differ.tsx')).CustomersSee, Nothing);

/** What the board shows to responders alone: where customers see something else, and who has to take what. Customers do not wait for it. */
export const FOR_RESPONDERS = [DiffersInShort, CustomersDiffer, CustomersSee, Acknowledge, TakeBy] as const;

/** Whether the board can be drawn whole. What only responders have is loaded while the connection is opened, so that nothing moves once the board is there. */
export const useIsWhole = (): boolean => useParts(FOR_RESPONDERS, useScope() === 'internal');
