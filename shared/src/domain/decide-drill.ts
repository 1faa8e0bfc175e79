import type { Decide } from './decision.ts';
import { fact, header } from './decision.ts';
import { reject } from './rejection.ts';
import { lookup } from './state.ts';

// A second takes about a quarter of an hour; a day takes less than a second.
const [SLOWEST, FASTEST] = [0.001, 100_000];

export const startDrill: Decide<'start-drill'> = ({ board }, command, context) => {
  const { name, lead = null, speed = 1, goals = [] } = command;
  const drillId = command.drillId ?? context.newId('drl');
  const [running] = Object.values(board.drills);
  if (running !== undefined) return reject('drill_running', { drillId: running.id, name: running.name }, 'drillId');
  if (!(speed >= SLOWEST && speed <= FASTEST)) return reject('drill_speed', { least: SLOWEST, most: FASTEST }, 'speed');
  return {
    events: [
      fact(header(command, context, `drill:${drillId}`, { scope: command.scope, drill: drillId }), 'drill-started', { drillId, name, lead, speed, goals }),
    ],
  };
};

export const endDrill: Decide<'end-drill'> = ({ board }, command, context) => {
  const { drillId } = command;
  const drill = lookup(board.drills, drillId);
  if (drill === undefined) return reject('drill_unknown', { drillId }, 'drillId');
  const scope = drill.published ? 'public' : 'internal';
  return { events: [fact(header(command, context, `drill:${drillId}`, { scope, drill: drillId }), 'drill-ended', { drillId })] };
};
