import type { Impact } from '@sitrep/shared/domain/event.ts';

/** One cell of the impact matrix: a component in a region; null: everywhere, or everywhere else than in the regions beside it. */
export interface MatrixPlace {
  readonly componentId: string;
  readonly region: string | null;
}

/** As an address names it: `player/europe`, `player/`. */
export const cellAddress = ({ componentId, region }: MatrixPlace): string => `${componentId}/${region ?? ''}`;

/** The cell that an address names; null for none. */
export const cellOf = (address: string | undefined): MatrixPlace | null => {
  const [componentId, region] = address?.split('/') ?? [];
  return componentId === undefined || componentId === '' ? null : { componentId, region: region === undefined || region === '' ? null : region };
};

/** Whether an impact is that of this cell alone: on its component and in its region, or without regions. */
export const isInCell = ({ componentId, regions }: Impact, cell: MatrixPlace): boolean =>
  componentId === cell.componentId && (cell.region === null ? regions.length === 0 : regions.length === 1 && regions[0] === cell.region);
