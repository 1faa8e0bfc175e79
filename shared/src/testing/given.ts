import { expect } from 'vitest';
import type { Command } from '../domain/command.ts';
import { COMMAND } from '../domain/command.ts';
import { decide } from '../domain/decide.ts';
import type { Decision } from '../domain/decision.ts';
import { isRejection } from '../domain/decision.ts';
import type { Actor, Event, EventData, EventType, NewEvent, UnknownEvent } from '../domain/event.ts';
import { EVENT_DATA, EVENT_VERSION } from '../domain/event.ts';
import { exactly } from '../domain/fact-time.ts';
import type { Reason, RejectionCode } from '../domain/rejection.ts';
import { REASONS } from '../domain/rejection.ts';
import type { Scope } from '../domain/words.ts';
import type { Context } from '../domain/world.ts';
import { refusalSentence } from '../words/refusal.ts';
import { frozen } from './frozen.ts';
import { worldOf } from './world-of.ts';

export const NOW = Date.UTC(2026, 5, 3, 10, 0, 0);
export const ANA: Actor = { kind: 'person', name: 'Ana' };

/** Time and ids that repeat: `newId('upd')` gives upd-1, upd-2, ... */
export const contextAt = (now: number, actor: Actor = ANA): Context => {
  let count = 0;
  return {
    now,
    actor,
    newId: (prefix) => {
      count += 1;
      return `${prefix}-${count}`;
    },
  };
};

interface Expected {
  type: EventType;
  scope?: Scope;
  stream?: string;
  drill?: string | null;
  at?: NewEvent['at'];
  data?: object;
}

/**
 * given(commands and events).when(command).then(events) | .thenRejected(code or reason, field?)
 *
 * `given` accepts commands too, which are decided a minute apart starting six hours before NOW, so that the history is always possible. Everything decide
 * reads is frozen, and every event it returns is checked against its schema.
 */
export const given = (history: readonly (Command | Event | UnknownEvent)[]) => {
  const events = play(history);
  return {
    events,
    when: (command: Command, context: Context = contextAt(NOW)) => {
      const decision = attempt(events, command, context);
      return {
        decision,
        // biome-ignore lint/suspicious/noThenProperty: these tests read as given, when, then, and the object is never awaited
        then: (expected: readonly Expected[]): NewEvent[] => {
          if (isRejection(decision)) throw new Error(`refused ${decision.reason}: ${refusalSentence(decision)}`);
          expect(decision.events.map(({ type }) => type)).toEqual(expected.map(({ type }) => type));
          expect(decision.events).toMatchObject(expected);
          return decision.events;
        },
        thenRejected: (why: RejectionCode | Reason, field?: string): void => {
          if (!isRejection(decision)) throw new Error(`accepted: ${decision.events.map(({ type }) => type).join(', ')}`);
          expect([why in REASONS ? decision.reason : decision.rejected, decision.field]).toEqual([why, field ?? decision.field]);
          expect(refusalSentence(decision)).toMatch(/^\S.*[.]$/);
        },
      };
    },
  };
};

const attempt = (events: readonly (Event | UnknownEvent)[], command: Command, context: Context): Decision => {
  const { type, ...body } = command;
  COMMAND[type].body.parse(body);
  const decision = decide(frozen(worldOf(events)), frozen(command), context);
  if (!isRejection(decision)) for (const event of decision.events) EVENT_DATA[event.type].parse(event.data);
  return decision;
};

const isCommand = (step: Command | Event | UnknownEvent): step is Command => !('stream' in step);

/** The log after these steps; each command is decided in the world left by the ones before it. */
export const play = (history: readonly (Command | Event | UnknownEvent)[]): (Event | UnknownEvent)[] => {
  const events: (Event | UnknownEvent)[] = [];
  for (const [index, step] of history.entries()) {
    if (!isCommand(step)) {
      events.push(step);
      continue;
    }
    const now = NOW - 21_600_000 + index * 60_000;
    const decision = attempt(events, step, { ...contextAt(now), newId: (prefix) => `${prefix}-s${index}-${events.length}` });
    if (isRejection(decision)) throw new Error(`step ${index}, ${step.type}, was refused: ${refusalSentence(decision)}`);
    for (const event of decision.events) events.push({ ...event, id: `e${events.length + 1}`, recordedAt: now } as Event);
  }
  return events;
};

let made = 0;
/** One event without a decision. Its time is exactly its recording time by default. */
export const eventOf = <T extends EventType>(
  type: T,
  stream: string,
  data: EventData<T>,
  rest: Partial<Pick<Event, 'id' | 'scope' | 'at' | 'saidAt' | 'recordedAt' | 'actor' | 'drill'>> = {},
): Extract<Event, { type: T }> => {
  made += 1;
  const recordedAt = rest.recordedAt ?? NOW;
  const envelope = {
    id: `made-${made}`,
    v: EVENT_VERSION[type] ?? 1,
    stream,
    scope: 'internal',
    at: exactly(recordedAt),
    saidAt: null,
    recordedAt,
    actor: ANA,
    drill: null,
  };
  return { ...envelope, ...rest, type, data } as Extract<Event, { type: T }>;
};
