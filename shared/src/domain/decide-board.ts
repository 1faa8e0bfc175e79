import type { Decide } from './decision.ts';
import { fact, header } from './decision.ts';
import { reject } from './rejection.ts';
import { lookup } from './state.ts';

/** The names that structure a page (board, regions, groups) are always public: they reveal nothing about trouble. */

export const nameBoard: Decide<'name-board'> = ({ board }, command, context) => {
  const notice = command.notice === undefined ? board.notice : command.notice;
  if (board.name === command.name && board.notice === notice) return reject('board_unchanged', {});
  return { events: [fact(header(command, context, 'board', { scope: 'public' }), 'board-named', { name: command.name, notice })] };
};

/** What a person is called, for responders. */
export const namePerson: Decide<'name-person'> = ({ board }, command, context) => {
  const { personId, name } = command;
  if (lookup(board.people, personId)?.name === name) return reject('person_unchanged', { personId }, 'name');
  return { events: [fact(header(command, context, `person:${personId}`), 'person-named', { personId, name })] };
};

export const defineRegion: Decide<'define-region'> = ({ board }, command, context) => {
  const { regionId, name } = command;
  if (lookup(board.regions, regionId)?.name === name) return reject('region_unchanged', { regionId, name }, 'name');
  return { events: [fact(header(command, context, `region:${regionId}`, { scope: 'public' }), 'region-defined', { regionId, name })] };
};

export const defineGroup: Decide<'define-group'> = ({ board }, command, context) => {
  const { groupId, name } = command;
  const known = lookup(board.groups, groupId);
  const position = command.position ?? known?.position ?? Object.keys(board.groups).length;
  if (known?.name === name && known.position === position) return reject('group_unchanged', { groupId });
  return { events: [fact(header(command, context, `group:${groupId}`, { scope: 'public' }), 'group-defined', { groupId, name, position })] };
};

export const overrideVerdict: Decide<'override-verdict'> = (world, command, context) => {
  const { sentence, key, detail = null, scope = 'internal' } = command;
  // A sentence for another state would never be shown, without its author noticing. A sentence for responders may contain what customers do not know.
  if (key !== world.verdictKey(scope)) return scope === 'public' ? reject('verdict_differs', {}, 'key') : reject('verdict_moved', {}, 'key');
  const standing = world.board.overrides[scope];
  if (standing?.key === key && standing.sentence === sentence && standing.detail === detail) return reject('verdict_unchanged', {}, 'sentence');
  return { events: [fact(header(command, context, 'board', { scope }), 'verdict-overridden', { sentence, detail, key })] };
};

export const endOverride: Decide<'end-override'> = ({ board }, command, context) => {
  const { scope = 'internal', key } = command;
  const standing = board.overrides[scope];
  if (standing === undefined || (key !== undefined && standing.key !== key)) return reject('override_unknown', { scope }, 'scope');
  return { events: [fact(header(command, context, 'board', { scope }), 'override-ended', {})] };
};
