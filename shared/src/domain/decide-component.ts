import type { Decide } from './decision.ts';
import { equal, fact, given, header, unknownComponent, unknownRegion } from './decision.ts';
import type { Impact } from './event.ts';
import { isOver } from './planned-work.ts';
import type { Rejection } from './rejection.ts';
import { reject } from './rejection.ts';
import type { BoardState, Component } from './state.ts';
import { lookup } from './state.ts';
import type { Scope } from './words.ts';

/** A field left out stays unchanged; for a new component it takes the least public default. */
export const defineComponent: Decide<'define-component'> = (world, command, context) => {
  const { board } = world;
  const { type: _, at: _at, saidAt: _saidAt, scope: asked, componentId, ...said } = command;
  const known = lookup(board.components, componentId);
  const group = said.groupId;
  if (group !== null && group !== undefined && lookup(board.groups, group) === undefined) {
    return reject('group_unknown', { groupId: group }, 'groupId');
  }
  const refused = unknownRegion(world, said.regions ?? [], 'regions');
  if (refused !== null) return refused;
  const {
    id: _id,
    definedAt: _definedAt,
    lastTrouble: _lastTrouble,
    published,
    ...before
  } = known ?? {
    id: componentId,
    definedAt: context.now,
    lastTrouble: null,
    published: false,
    description: null,
    groupId: null,
    position: Object.keys(board.components).length,
    evidence: 'reported' as const,
    provider: null,
    target: null,
    startedOn: null,
    team: null,
    regions: [],
    goesPublic: 'with_incident' as const,
  };
  // Otherwise customers would keep seeing the old name although the command succeeded.
  if (published && asked === 'internal') return reject('component_already_public', { componentId }, 'scope');
  const defined = { ...before, ...given(said), name: said.name };
  const scope: Scope = asked ?? (published ? 'public' : 'internal');
  const theirs = lookup(world.customers.components, componentId);
  const shown = scope === 'public' ? { ...defined, ...contentOf(theirs ?? NO_CONTENT), ...contentOf(said) } : defined;
  const isKnown = equal(before, defined) && (scope === 'internal' || (published && equal(contentOf(theirs ?? NO_CONTENT), contentOf(shown))));
  if (known !== undefined && isKnown) return reject('component_unchanged', { componentId });
  const head = header(command, context, `component:${componentId}`, { scope });
  const inside = fact({ ...head, scope: 'internal' }, 'component-defined', { componentId, ...defined });
  return { events: [fact(head, 'component-defined', { componentId, ...shown }), ...(equal(shown, defined) ? [] : [inside])] };
};

/** The fields of a component beside its name; group, position, regions and settings structure the page. */
const NO_CONTENT = { description: null, provider: null, target: null, startedOn: null };
type Content = Pick<Component, keyof typeof NO_CONTENT>;
const contentOf = ({ description, provider, target, startedOn }: { [K in keyof Content]?: Content[K] | undefined }): Partial<Content> =>
  given({ description, provider, target, startedOn });

export const retireComponent: Decide<'retire-component'> = (world, command, context) => {
  const { componentId } = command;
  const scope = lookup(world.board.components, componentId)?.published ? 'public' : 'internal';
  return (
    unknownComponent(world, componentId, 'componentId') ??
    inUse(world.board, componentId, 'internal') ??
    inUse(world.customers, componentId, 'public') ?? {
      events: [fact(header(command, context, `component:${componentId}`, { scope }), 'component-retired', { componentId })],
    }
  );
};

/** Refuses to remove a component that has an open incident or planned work; null otherwise. `board`: as the readers of `scope` know it. */
const inUse = (board: BoardState, componentId: string, scope: Scope): Rejection | null => {
  const stands = ({ until, ...impact }: Impact) => until === null && impact.componentId === componentId;
  const incident = Object.values(board.incidents).find(({ phase, impacts }) => phase !== 'resolved' && impacts.some(stands));
  if (incident !== undefined) return reject('component_in_incident', { componentId, incidentId: incident.id, scope }, 'componentId');
  const work = Object.values(board.maintenances).find((one) => !isOver(one) && one.componentIds.includes(componentId));
  return work === undefined ? null : reject('component_in_work', { componentId, maintenanceId: work.id }, 'componentId');
};
