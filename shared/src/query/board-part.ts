import { isImpactStated } from '../domain/incident-spells.ts';
import type { BoardState, Incident } from '../domain/state.ts';
import { keepOnly, lookup } from '../domain/state.ts';

/** Which part of a board to show. Ids; an empty list means all. */
export interface PartOf {
  readonly groups: readonly string[];
  readonly regions: readonly string[];
}

/**
 * The board reduced to some groups and regions, for the same queries. Returns the same board when nothing is left out.
 * An incident belongs to the part when it affects something there, or while no impact was stated: an unknown effect is no reason to hide it.
 */
export const boardPart = (board: BoardState, part: PartOf): BoardState => {
  if (part.groups.length === 0 && part.regions.length === 0) return board;
  const inRegions = (regions: readonly string[]): boolean =>
    part.regions.length === 0 || regions.length === 0 || regions.some((region) => part.regions.includes(region));
  const kept = keepOnly(
    board.components,
    ({ groupId, regions }) => (part.groups.length === 0 || (groupId !== null && part.groups.includes(groupId))) && inRegions(regions),
  );
  const components = Object.fromEntries(
    Object.values(kept).map((component) => {
      const elsewhere = component.lastTrouble !== null && !inRegions(component.lastTrouble.regions);
      return [component.id, elsewhere ? { ...component, lastTrouble: null } : component];
    }),
  );
  const isLeftOut = (componentId: string): boolean => lookup(board.components, componentId) !== undefined && lookup(components, componentId) === undefined;
  const incidents = Object.fromEntries(
    Object.values(board.incidents).flatMap((incident): [string, Incident][] => {
      const impacts = incident.impacts.filter((impact) => inRegions(impact.regions) && !isLeftOut(impact.componentId));
      if (impacts.length === 0 && incident.impacts.length > 0) return [];
      const there = { ...incident, impacts };
      // What it does elsewhere was stated, so here it is nothing, not something unknown.
      if (incident.phase !== 'resolved' && isImpactStated(incident) && !isImpactStated(there)) return [];
      return [[incident.id, impacts.length === incident.impacts.length ? incident : there]];
    }),
  );
  const isShown = (incidentId: string | null): boolean => incidentId === null || lookup(board.incidents, incidentId) === undefined || incidentId in incidents;
  return {
    ...board,
    groups: part.groups.length === 0 ? board.groups : keepOnly(board.groups, ({ id }) => part.groups.includes(id)),
    components,
    statements: keepOnly(board.statements, ({ componentId, regions }) => !isLeftOut(componentId) && inRegions(regions)),
    incidents,
    recent: board.recent.filter(isShown),
    held: keepOnly(board.held, (_, incidentId) => isShown(incidentId)),
    commitments: keepOnly(board.commitments, ({ incidentId }) => isShown(incidentId)),
    maintenances: keepOnly(board.maintenances, ({ componentIds }) => componentIds.length === 0 || !componentIds.every(isLeftOut)),
    sightings: keepOnly(board.sightings, ({ componentId }) => !isLeftOut(componentId)),
    suspicions: keepOnly(board.suspicions, ({ componentId }) => !isLeftOut(componentId)),
    latest: board.latest.filter(({ incidentId }) => isShown(incidentId)),
  };
};

/** Ids of a part that the board does not have, to be reported to the reader. */
export const unknownParts = (board: BoardState, part: PartOf): string[] => [
  ...part.groups.filter((id) => lookup(board.groups, id) === undefined),
  ...part.regions.filter((id) => lookup(board.regions, id) === undefined),
];
