import type { CommandOf } from './command.ts';
import type { Decide } from './decision.ts';
import { equal, fact, header, unknownComponent, unknownRegion } from './decision.ts';
import { isMachine } from './is-machine.ts';
import { reject } from './rejection.ts';
import { levelSaid } from './standing-mute.ts';
import type { Component, Statement } from './state.ts';
import { lookup } from './state.ts';
import type { Level, Scope } from './words.ts';
import { levelRank } from './words.ts';

const MUTE_MAX_MS = 4 * 3_600_000;

const unknownStatement = (id: string) => reject('not_found', `No statement ${id} is standing.`, 'statementId');
/** Whether customers know the statement as it stands. */
const isTold = ({ publicLevel, level, expired }: Statement): boolean => publicLevel !== null && (expired || publicLevel === level);
/** What ends a statement reaches customers when they were told of it. */
const scopeOfEnd = ({ publicLevel }: Statement): Scope => (publicLevel === null ? 'internal' : 'public');

export const makeStatement: Decide<'make-statement'> = (world, command, context) => {
  const { statementId, componentId, level, source, regions = [], audience = null, words = null, freshUntil = null } = command;
  const component = lookup(world.board.components, componentId);
  const known = lookup(world.board.statements, statementId);
  const refused = unknownComponent(world, componentId, 'componentId') ?? unknownRegion(world, regions, 'regions');
  if (refused !== null || component === undefined) return refused ?? reject('not_found', `There is no component ${componentId}.`, 'componentId');
  if (known !== undefined && known.componentId !== componentId) {
    return reject('invalid', `The statement ${statementId} is about ${known.componentId}. Use another id for ${componentId}.`, 'componentId');
  }
  if (freshUntil !== null && freshUntil <= context.now)
    return reject('invalid', 'It would be stale from the start. Give a time to come, or none.', 'freshUntil');
  if (command.scope === 'public' && !component.published) {
    return reject(
      'not_published',
      `Customers cannot see the component ${componentId}. Make it public first (on the board under Settings, or PUT /components/${componentId} with scope public).`,
      'scope',
    );
  }
  const said = { componentId, regions, audience, level, source, words, freshUntil };
  const scope = command.scope ?? visibility(command, component, known?.publicLevel ?? null);
  const told = command.scope === undefined ? {} : { told: command.scope === 'public' };
  if (known !== undefined && !known.expired && equal({ ...known, ...said }, known) && saysNothingNew(command, scope, known)) {
    return reject('nothing_to_change', `The statement ${statementId} already says this.`);
  }
  return { events: [fact(header(command, context, `statement:${statementId}`, { scope }), 'statement-made', { statementId, ...said, ...told })] };
};

/** The same words are still news where customers know the level alone, or not even that, and where they are now to be kept inside on purpose. */
const saysNothingNew = (command: CommandOf<'make-statement'>, scope: Scope, known: Statement): boolean => {
  if (scope === 'public') return isTold(known) && (command.scope === undefined || known.told === true);
  return command.scope === undefined || known.told === false || isTold(known);
};

/** A component's own setting decides when machines speak in public. What is no worse than customers were told goes out at once. */
const visibility = (command: CommandOf<'make-statement'>, component: Component, told: Level | null): Scope => {
  if (!component.published || !isMachine(command.source.kind)) return 'internal';
  if (component.goesPublic === 'at_once') return 'public';
  return told !== null && levelRank(command.level) <= levelRank(told) ? 'public' : 'internal';
};

export const withdrawStatement: Decide<'withdraw-statement'> = ({ board }, command, context) => {
  const { statementId } = command;
  const known = lookup(board.statements, statementId);
  if (known === undefined) return unknownStatement(statementId);
  return { events: [fact(header(command, context, `statement:${statementId}`, { scope: scopeOfEnd(known) }), 'statement-withdrawn', { statementId })] };
};

export const expireStatement: Decide<'expire-statement'> = ({ board }, command, context) => {
  const { statementId } = command;
  const known = lookup(board.statements, statementId);
  if (known === undefined) return unknownStatement(statementId);
  if (known.expired || known.freshUntil === null || known.freshUntil > context.now) {
    return reject('nothing_to_change', `The statement ${statementId} is still fresh, or has expired already.`);
  }
  return { events: [fact(header(command, context, `statement:${statementId}`, { scope: scopeOfEnd(known) }), 'statement-expired', { statementId })] };
};

export const publishStatement: Decide<'publish-statement'> = ({ board }, command, context) => {
  const known = lookup(board.statements, command.statementId);
  if (known === undefined) return unknownStatement(command.statementId);
  const { id: statementId, since: _, told: _told, expired, publicLevel, ...said } = known;
  if (!lookup(board.components, said.componentId)?.published) {
    return reject('not_published', `Customers cannot see the component ${said.componentId}.`, 'statementId');
  }
  if (expired || publicLevel === said.level) return reject('nothing_to_change', `Customers were already told what ${statementId} says.`);
  const data = { statementId, ...said, regions: [...said.regions] };
  return { events: [fact(header(command, context, `statement:${statementId}`, { scope: 'public' }), 'statement-made', data)] };
};

export const muteStatements: Decide<'mute-statements'> = ({ board }, command, context) => {
  const { statementIds, until, reason } = command;
  const muteId = command.muteId ?? context.newId('mut');
  if (lookup(board.mutes, muteId) !== undefined) return reject('already_exists', `There is a mute ${muteId} already. Leave the id out.`, 'muteId');
  if (until <= context.now) return reject('invalid', 'A mute ends in the future. Choose a later time.', 'until');
  if (until > context.now + MUTE_MAX_MS) return reject('invalid', 'A mute lasts at most 4 hours. Choose an earlier end.', 'until');
  const levels: Record<string, Level> = {};
  for (const id of statementIds) {
    const known = lookup(board.statements, id);
    if (known === undefined) return reject('not_found', `No statement ${id} is standing. Take it off the list.`, 'statementIds');
    if (!isMachine(known.source.kind)) return reject('not_allowed', `${id} was said by a person. Withdraw it instead.`, 'statementIds');
    if (command.scope === 'public' && !isTold(known))
      return reject('not_published', `Customers do not know what ${id} says now. Take it off the list, or mute it internally.`, 'statementIds');
    levels[id] = levelSaid(known);
  }
  return { events: [fact(header(command, context, `mute:${muteId}`, { scope: command.scope }), 'statements-muted', { muteId, levels, until, reason })] };
};

export const endMute: Decide<'end-mute'> = ({ board }, command, context) => {
  const { muteId } = command;
  const mute = lookup(board.mutes, muteId);
  if (mute === undefined) return reject('not_found', `There is no mute ${muteId}; it may have ended.`, 'muteId');
  return { events: [fact(header(command, context, `mute:${muteId}`, { scope: mute.scope }), 'mute-ended', { muteId })] };
};
