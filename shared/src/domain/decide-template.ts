import { type Decide, equal, fact, firstRefusal, header, unknownComponent } from './decision.ts';
import { reject } from './rejection.ts';
import { BOARD_BOUNDS, lookup } from './state.ts';

/** Every page of responders holds all templates, so that they are there when the server is not: their number and length are bounded. */
const MOST_TEXT = 4_000;

/** Writes a template for a report or for the words of an update, or writes it anew. What is left out is empty. For responders only. */
export const writeTemplate: Decide<'write-template'> = (world, command, context) => {
  const { board } = world;
  const { templateId, use, name, title = null, what = null, componentIds = [], level = null, text = null } = command;
  const known = lookup(board.templates, templateId);
  if (known === undefined && Object.keys(board.templates).length >= BOARD_BOUNDS.templates)
    return reject('templates_full', { most: BOARD_BOUNDS.templates }, 'templateId');
  if (use === 'update' && text === null) return reject('template_wordless', {}, 'text');
  if (text !== null && text.length > MOST_TEXT) return reject('template_too_long', { most: MOST_TEXT }, 'text');
  const refused = firstRefusal(componentIds.map((id, nth) => unknownComponent(world, id, `componentIds.${nth}`)));
  if (refused !== null) return refused;
  const said = { use, name, title, what, componentIds, level, text };
  if (known !== undefined && equal(known, { id: templateId, ...said })) return reject('template_unchanged', { templateId }, 'name');
  return { events: [fact(header(command, context, `template:${templateId}`), 'template-written', { templateId, ...said })] };
};

export const removeTemplate: Decide<'remove-template'> = ({ board }, command, context) => {
  const { templateId } = command;
  if (lookup(board.templates, templateId) === undefined) return reject('template_unknown', { templateId }, 'templateId');
  return { events: [fact(header(command, context, `template:${templateId}`), 'template-removed', { templateId })] };
};
