import type { Actor, NewEvent } from '@sitrep/shared/domain/event.ts';
import { exactly } from '@sitrep/shared/domain/fact-time.ts';
import { LEVELS, type Scope } from '@sitrep/shared/domain/words.ts';
import type { Append } from '../../log/event-log.ts';
import { FUTURE_TYPE, type MemoryLog } from './memory-log.ts';
import type { Random } from './random.ts';

/** A marker in every internal text and name. It must never reach a public client. */
export const CANARY = 'for our eyes only';
const ACTOR: Actor = { kind: 'person', name: `Robin, ${CANARY}` };

/** Writes what a busy team might: incidents opened internally and published later, updates of both scopes in one command, reopenings, redactions. */
export class Workload {
  readonly #random: Random;
  readonly #incidents: { id: string; published: boolean; resolved: boolean }[] = [];
  #ids = 0;

  constructor(random: Random) {
    this.#random = random;
  }

  /** One command's events, under a fresh idempotency key. */
  command(now: number): Append {
    const count = 1 + this.#random.below(3);
    return this.#append(
      Array.from({ length: count }, () => this.#event(now)),
      now,
    );
  }

  /** Blanks up to three updates in the log. Null when there are none. */
  redact(log: MemoryLog, now: number): (() => void) | null {
    const updates = log.events.filter(({ event }) => event.type === 'update-posted');
    const chosen = Array.from({ length: 1 + this.#random.below(3) }, () => this.#random.pick(updates)).filter((event) => event !== undefined);
    if (chosen.length === 0) return null;
    const mark = this.#append([this.#new(now, 'internal', 'board', 'text-redacted', { incidentId: null, reason: `asked to, ${CANARY}` })], now);
    return () => {
      log.redactNow(
        chosen.map(({ seq, event }) => ({ seq, replacement: { ...(event.data as object), text: '[removed]' } })),
        mark,
      );
    };
  }

  #append(events: NewEvent[], now: number): Append {
    return {
      events: events.map((event) => ({ ...event, id: `e${++this.#ids}`, recordedAt: now })),
      expected: {},
      idempotency: { principal: 'robin', key: `k${++this.#ids}`, requestHash: `r${this.#ids}`, reply: `reply ${this.#ids}` },
    };
  }

  #event(now: number): NewEvent {
    const random = this.#random;
    const scope: Scope = random.chance(0.5) ? 'public' : 'internal';
    const incident = random.pick(this.#incidents);
    const kind = random.weighted({
      component: 2,
      statement: 2,
      open: 2,
      update: 6,
      publish: 2,
      impact: 2,
      phase: 1,
      resolve: 2,
      reopen: 1,
      commitment: 1,
      future: 0.3,
    });
    const text = scope === 'internal' ? `${CANARY} ${++this.#ids}` : `said ${++this.#ids}`;
    switch (kind) {
      case 'component':
        return this.#new(now, scope, 'board', 'component-defined', {
          componentId: `c${random.below(4)}`,
          name: text,
          description: null,
          groupId: null,
          position: random.below(9),
          evidence: 'reported',
          provider: null,
          target: null,
          startedOn: null,
          team: scope === 'internal' ? CANARY : null,
          regions: [],
          goesPublic: 'at_once',
        });
      case 'statement': {
        const statementId = `s${scope}${random.below(4)}`;
        return this.#new(now, scope, `statement:${statementId}`, 'statement-made', {
          statementId,
          componentId: `c${random.below(4)}`,
          regions: [],
          audience: null,
          level: random.pick(LEVELS) ?? 'unknown',
          source: { kind: 'check', name: text },
          words: text,
          freshUntil: null,
        });
      }
      case 'commitment': {
        const commitmentId = `p${scope}${random.below(4)}`;
        const data = { commitmentId, kind: 'action', text, due: null, incidentId: null, owner: CANARY, alreadyPlanned: false } as const;
        return this.#new(now, scope, `commitment:${commitmentId}`, 'commitment-made', data);
      }
      case 'future':
        return { ...this.#new(now, scope, 'board', 'canary-sent', {}), type: FUTURE_TYPE, data: { text } } as unknown as NewEvent;
      default:
    }
    if (incident === undefined || kind === 'open') return this.#open(now, scope, text);
    const { id: incidentId } = incident;
    const stream = `incident:${incidentId}`;
    const told: Scope = incident.published ? scope : 'internal';
    const words = told === 'internal' ? `${CANARY} ${++this.#ids}` : text;
    switch (kind) {
      case 'publish':
        incident.published = true;
        return this.#new(now, 'public', stream, 'incident-published', { incidentId, card: card(incidentId, now, incident.resolved), drill: null });
      case 'impact':
        return this.#new(now, told, stream, 'impact-stated', {
          incidentId,
          impact: {
            impactId: `i${random.below(3)}`,
            componentId: `c${random.below(4)}`,
            regions: [],
            audience: null,
            level: random.pick(LEVELS) ?? 'unknown',
            notAffected: false,
            mode: null,
            what: words,
            from: exactly(now),
            until: null,
          },
        });
      case 'phase':
        return this.#new(now, told, stream, 'phase-changed', {
          incidentId,
          phase: random.pick(['investigating', 'identified', 'monitoring'] as const) ?? 'identified',
        });
      case 'resolve':
        incident.resolved = true;
        return this.#new(now, incident.published ? 'public' : 'internal', stream, 'incident-resolved', { incidentId, endedAt: exactly(now) });
      case 'reopen':
        incident.resolved = false;
        return this.#new(now, incident.published ? 'public' : 'internal', stream, 'incident-reopened', {
          incidentId,
          card: card(incidentId, now, false),
          drill: null,
          from: exactly(now),
          phase: 'investigating',
        });
      default:
        return this.#new(now, told, stream, 'update-posted', { incidentId, updateId: `u${++this.#ids}`, kind: 'update', text: words });
    }
  }

  #open(now: number, scope: Scope, title: string): NewEvent {
    const incidentId = `n${++this.#ids}`;
    this.#incidents.push({ id: incidentId, published: scope === 'public', resolved: false });
    if (this.#incidents.length > 8) this.#incidents.shift();
    const data = { incidentId, title, phase: 'investigating', startedAt: exactly(now), impacts: [], drill: null } as const;
    return this.#new(now, scope, `incident:${incidentId}`, 'incident-opened', { ...data, impacts: [] });
  }

  #new<T extends NewEvent['type']>(now: number, scope: Scope, stream: string, type: T, data: Extract<NewEvent, { type: T }>['data']): NewEvent {
    return { v: 1, stream, scope, at: exactly(now), saidAt: null, actor: ACTOR, drill: null, type, data } as unknown as NewEvent;
  }
}

const card = (incidentId: string, now: number, resolved: boolean) => ({
  incidentId,
  title: `card of ${incidentId}`,
  phase: resolved ? ('resolved' as const) : ('investigating' as const),
  startedAt: exactly(now),
  occurrences: [{ from: exactly(now), until: null }],
  phases: [{ phase: 'investigating' as const, at: exactly(now) }],
  impacts: [],
  guidance: [],
  causes: [],
  thirdParties: [],
  links: [],
  flags: [],
  detection: null,
});
