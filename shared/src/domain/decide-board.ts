import type { Decide } from './decision.ts';
import { fact, header } from './decision.ts';
import { reject } from './rejection.ts';
import { lookup } from './state.ts';

/** The names that give a page its shape (board, regions, groups) are public from the start: they frame what is public, and say nothing of trouble. */

export const nameBoard: Decide<'name-board'> = ({ board }, command, context) => {
  const notice = command.notice === undefined ? board.notice : command.notice;
  if (board.name === command.name && board.notice === notice) return reject('board_unchanged', {});
  return { events: [fact(header(command, context, 'board', { scope: 'public' }), 'board-named', { name: command.name, notice })] };
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
  const { sentence, instead, detail = null } = command;
  if (sentence === instead) return reject('verdict_unchanged', {}, 'sentence');
  // The quoted sentence goes to those who read the new one, and a sentence made for the responders names what customers do not know.
  if (command.scope === 'public' && instead !== world.publicVerdict()) return reject('verdict_differs', {}, 'instead');
  return { events: [fact(header(command, context, 'board', { scope: command.scope }), 'verdict-overridden', { sentence, detail, instead })] };
};

export const endOverride: Decide<'end-override'> = ({ board }, command, context) => {
  const { scope = 'internal', instead } = command;
  const standing = board.overrides[scope];
  if (standing === undefined || (instead !== undefined && standing.instead !== instead)) return reject('override_unknown', { scope }, 'scope');
  return { events: [fact(header(command, context, 'board', { scope }), 'override-ended', {})] };
};
