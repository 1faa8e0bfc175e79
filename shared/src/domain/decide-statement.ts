import type { CommandOf } from './command.ts';
import type { Decide } from './decision.ts';
import { equal, fact, header, unknownComponent, unknownRegion } from './decision.ts';
import { exactly } from './fact-time.ts';
import { isMachine } from './is-machine.ts';
import { reject } from './rejection.ts';
import { levelSaid } from './standing-mute.ts';
import type { Component, Statement } from './state.ts';
import { lookup } from './state.ts';
import type { Level, Scope } from './words.ts';
import { levelRank } from './words.ts';

const MUTE_MAX_MS = 4 * 3_600_000;
/** How long a machine's statement without an end is valid, ms: otherwise a dead machine would stay green for ever. */
const MACHINE_LEASE_MS = 24 * 3_600_000;

/** A machine that is not heard for longer than this says nothing any more, whatever it announced. */
const MACHINE_FRESH_DAYS = 31;

const unknownStatement = (statementId: string) => reject('statement_unknown', { statementId }, 'statementId');
/** Whether customers know the statement in its current form. */
const isKnownToCustomers = ({ publicLevel, level, expired }: Statement): boolean => publicLevel !== null && (expired || publicLevel === level);
/** The end of a statement is public when the statement was. */
const scopeOfEnd = ({ publicLevel }: Statement): Scope => (publicLevel === null ? 'internal' : 'public');

export const makeStatement: Decide<'make-statement'> = (world, command, context) => {
  const { statementId, componentId, level, source, regions = [], audience = null, words = null } = command;
  const component = lookup(world.board.components, componentId);
  const known = lookup(world.board.statements, statementId);
  const refused = unknownComponent(world, componentId, 'componentId') ?? unknownRegion(world, regions, 'regions');
  if (refused !== null || component === undefined) return refused ?? reject('component_unknown', { componentId }, 'componentId');
  if (known !== undefined && known.componentId !== componentId) {
    return reject('statement_elsewhere', { statementId, componentId: known.componentId, asked: componentId }, 'componentId');
  }
  const freshUntil = command.freshUntil ?? lease(command, context.now);
  const said = { componentId, regions, audience, level, source, words };
  const scope = command.scope ?? visibility(command, component, known?.publicLevel ?? null);
  const isRepeated = known !== undefined && !known.expired && equal({ ...known, ...said }, known) && saysNothingNew(command, scope, known);
  // Telling customers what stands renews nothing: it names the end with which the statement was made.
  const isTelling = !isRepeated && known !== undefined && !known.expired && known.level === level && known.freshUntil === freshUntil;
  if (freshUntil !== null && freshUntil <= context.now && !isTelling) return reject('stale_from_start', { freshUntil }, 'freshUntil');
  if (isMachine(source.kind) && freshUntil !== null && freshUntil > context.now + MACHINE_FRESH_DAYS * 24 * 3_600_000) {
    return reject('fresh_too_long', { maxDays: MACHINE_FRESH_DAYS }, 'freshUntil');
  }
  if (command.scope === 'public' && !component.published) {
    return reject('component_internal', { componentId }, 'scope');
  }
  const onPurpose = command.scope === undefined ? {} : { told: command.scope === 'public' };
  const head = header(command, context, `statement:${statementId}`, { scope });
  const says = fact(head, 'statement-made', { statementId, ...said, freshUntil, ...onPurpose });
  if (isRepeated && isMachine(source.kind) && freshUntil !== null && known.freshUntil !== null) {
    return { events: [], renews: { statementId, componentId, statedAt: known.statedAt, freshUntil, says } };
  }
  if (isRepeated && known.freshUntil === freshUntil) return reject('statement_unchanged', { statementId });
  const inside = command.scope === 'public' && known !== undefined ? keptInside(command, known) : null;
  return {
    events: [says, ...(inside === null ? [] : [fact({ ...head, scope: 'internal' }, 'statement-made', { statementId, ...said, freshUntil, ...inside })])],
  };
};

/** Telling customers a level ends no knowledge: words and audience that were said inside at this level, and that the command leaves out, stay there. */
const keptInside = (command: CommandOf<'make-statement'>, known: Statement): Pick<Statement, 'words' | 'audience'> | null => {
  const { words = known.words, audience = known.audience } = command;
  const isTold = isKnownToCustomers(known) && known.told === true;
  if (isTold || known.expired || known.level !== command.level) return null;
  return words === (command.words ?? null) && equal(audience, command.audience ?? null) ? null : { words, audience };
};

/** A person's statement is valid until it is withdrawn, a machine's without an end for a day. */
const lease = ({ source }: CommandOf<'make-statement'>, now: number): number | null => (isMachine(source.kind) ? now + MACHINE_LEASE_MS : null);

/** The same text is still a change when customers know only the level or nothing, or when it is now kept internal on purpose. */
const saysNothingNew = (command: CommandOf<'make-statement'>, scope: Scope, known: Statement): boolean => {
  if (scope === 'public') return isKnownToCustomers(known) && (command.scope === undefined || known.told === true);
  return command.scope === undefined || known.told === false || isKnownToCustomers(known);
};

/** The component's setting decides when machine statements go public. A level no worse than the public one goes public at once. */
const visibility = (command: CommandOf<'make-statement'>, component: Component, publicLevel: Level | null): Scope => {
  if (!component.published || !isMachine(command.source.kind)) return 'internal';
  if (component.goesPublic === 'at_once') return 'public';
  return publicLevel !== null && levelRank(command.level) <= levelRank(publicLevel) ? 'public' : 'internal';
};

export const withdrawStatement: Decide<'withdraw-statement'> = ({ board }, command, context) => {
  const { statementId } = command;
  const known = lookup(board.statements, statementId);
  if (known === undefined) return unknownStatement(statementId);
  return { events: [fact(header(command, context, `statement:${statementId}`, { scope: scopeOfEnd(known) }), 'statement-withdrawn', { statementId })] };
};

/** One event for each scope that knows some of them. What was stated anew or withdrawn meanwhile is left out. */
export const loseEvidence: Decide<'lose-evidence'> = ({ board }, { lost }, context) => {
  const standing = lost.flatMap(({ statementId, statedAt, at }) => {
    const known = lookup(board.statements, statementId);
    const isLost = known !== undefined && !known.expired && known.freshUntil !== null && known.statedAt === statedAt && at <= context.now;
    return isLost ? [{ statementId, at, scope: scopeOfEnd(known) }] : [];
  });
  if (standing.length === 0) return reject('statement_not_expiring', { statementId: lost[0]?.statementId ?? '' });
  const told = (scope: Scope) => {
    const list = standing.flatMap((one) => (one.scope === scope ? [{ statementId: one.statementId, at: one.at }] : []));
    const first = list.reduce((earliest, { at }) => Math.min(earliest, at), context.now);
    return list.length === 0 ? [] : [fact(header({ at: exactly(first) }, context, 'evidence', { scope }), 'evidence-lost', { lost: list })];
  };
  return { events: [...told('public'), ...told('internal')] };
};

export const publishStatement: Decide<'publish-statement'> = ({ board }, command, context) => {
  const known = lookup(board.statements, command.statementId);
  if (known === undefined) return unknownStatement(command.statementId);
  const { id: statementId, since: _, statedAt: _statedAt, told: _told, expired, publicLevel, ...said } = known;
  if (!lookup(board.components, said.componentId)?.published) {
    return reject('component_internal', { componentId: said.componentId }, 'statementId');
  }
  if (!isMachine(said.source.kind)) return reject('statement_of_person', { statementId }, 'statementId');
  if (expired || publicLevel === said.level) return reject('statement_already_told', { statementId });
  const data = { statementId, ...said, regions: [...said.regions] };
  return { events: [fact(header(command, context, `statement:${statementId}`, { scope: 'public' }), 'statement-made', data)] };
};

export const muteStatements: Decide<'mute-statements'> = ({ board }, command, context) => {
  const { statementIds, until, reason } = command;
  const muteId = command.muteId ?? context.newId('mut');
  if (lookup(board.mutes, muteId) !== undefined) return reject('mute_exists', { muteId }, 'muteId');
  if (until <= context.now) return reject('mute_over', { until }, 'until');
  if (until > context.now + MUTE_MAX_MS) return reject('mute_too_long', { maxMs: MUTE_MAX_MS }, 'until');
  const levels: Record<string, Level> = {};
  for (const id of statementIds) {
    const known = lookup(board.statements, id);
    if (known === undefined) return reject('statement_unknown', { statementId: id }, 'statementIds');
    if (!isMachine(known.source.kind)) return reject('statement_by_person', { statementId: id }, 'statementIds');
    if (command.scope === 'public' && !isKnownToCustomers(known)) return reject('statement_untold', { statementId: id }, 'statementIds');
    levels[id] = levelSaid(known);
  }
  return { events: [fact(header(command, context, `mute:${muteId}`, { scope: command.scope }), 'statements-muted', { muteId, levels, until, reason })] };
};

export const endMute: Decide<'end-mute'> = ({ board }, command, context) => {
  const { muteId } = command;
  const mute = lookup(board.mutes, muteId);
  if (mute === undefined) return reject('mute_unknown', { muteId }, 'muteId');
  return { events: [fact(header(command, context, `mute:${muteId}`, { scope: mute.scope }), 'mute-ended', { muteId })] };
};
