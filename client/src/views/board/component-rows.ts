import type { BoardState, Component, Group } from '@sitrep/shared/domain/state.ts';
import { lookup } from '@sitrep/shared/domain/state.ts';
import { type ComponentStatus, componentStatus } from '@sitrep/shared/query/status.ts';

/** A row of the component table. `folded`: a group whose components all work, shown as one line. */
export type TableRow =
  | { readonly kind: 'group'; readonly id: string; readonly name: string }
  | { readonly kind: 'folded'; readonly id: string; readonly name: string; readonly count: number; readonly measured: number; readonly fresh: boolean }
  | { readonly kind: 'component'; readonly id: string; readonly component: Component; readonly status: ComponentStatus };

// A board of up to this size fits on a screen, so nothing is folded.
export const FOLD_ABOVE = 30;

/** In: the board, and the groups the reader opened by hand. Out: the rows in their fixed order. A group with trouble is never folded. */
export const componentRows = (board: BoardState, opened: ReadonlySet<string>): TableRow[] => {
  const components = Object.values(board.components);
  const fold = components.length > FOLD_ABOVE;
  const groups: readonly (Group | null)[] = [...Object.values(board.groups).sort((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1)), null];
  const byGroup = new Map<string | null, Component[]>();
  for (const component of components) {
    const group = component.groupId !== null && lookup(board.groups, component.groupId) !== undefined ? component.groupId : null;
    byGroup.set(group, [...(byGroup.get(group) ?? []), component]);
  }
  return groups.flatMap((group): TableRow[] => {
    const members = (byGroup.get(group?.id ?? null) ?? []).sort((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1));
    if (members.length === 0) return [];
    const rows = members.map((component): TableRow => ({ kind: 'component', id: component.id, component, status: componentStatus(board, component.id) }));
    const id = group?.id ?? 'ungrouped';
    const name = group?.name ?? (byGroup.size > 1 ? 'Others' : '');
    const works = rows.every((row) => row.kind === 'component' && row.status.level === 'operational' && row.status.simulated === null);
    if (fold && works && !opened.has(id)) return [{ kind: 'folded', id, name: name === '' ? 'All' : name, count: members.length, ...evidenceOf(rows) }];
    return name === '' ? rows : [{ kind: 'group', id, name }, ...rows];
  });
};

/** How many components checks measure, and whether every component has a fresh result. */
const evidenceOf = (rows: readonly TableRow[]): { measured: number; fresh: boolean } => {
  const statuses = rows.flatMap((row) => (row.kind === 'component' ? [row.status] : []));
  return { measured: statuses.filter(({ measured }) => measured).length, fresh: statuses.every(({ fresh }) => fresh) };
};

/** A folded group in a few words. Unmeasured components are not counted as operational. */
export const foldedWords = ({ count, measured, fresh }: Extract<TableRow, { kind: 'folded' }>): string => {
  if (fresh) return `${count} of ${count} operational`;
  if (measured === 0) return `${count} components, no trouble reported; nothing is measured`;
  return `${count} components, no trouble reported${measured === count ? '' : `; ${count - measured} not measured`}`;
};
