import type { Decide } from './decision.ts';
import { equal, fact, given, header, unknownComponent, unknownRegion } from './decision.ts';
import { reject } from './rejection.ts';
import { lookup } from './state.ts';
import type { Scope } from './words.ts';

/** Left out means unchanged; for a new component it means the quietest choice. */
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
  const defined = { ...before, ...given(said), name: said.name };
  const scope: Scope = asked ?? (published ? 'public' : 'internal');
  const shown = published || scope === 'internal';
  if (known !== undefined && shown && equal(before, defined)) return reject('component_unchanged', { componentId });
  return { events: [fact(header(command, context, `component:${componentId}`, { scope }), 'component-defined', { componentId, ...defined })] };
};

export const retireComponent: Decide<'retire-component'> = (world, command, context) => {
  const { componentId } = command;
  const scope = lookup(world.board.components, componentId)?.published ? 'public' : 'internal';
  return (
    unknownComponent(world, componentId, 'componentId') ?? {
      events: [fact(header(command, context, `component:${componentId}`, { scope }), 'component-retired', { componentId })],
    }
  );
};
