import type { Server } from 'node:http';
import { COMMAND } from '@sitrep/shared/domain/command.ts';
import { holdsAny } from '@sitrep/shared/domain/rights.ts';
import type { Principals } from '../auth/principals.ts';
import { newSecret } from '../auth/secret.ts';
import { admissionGuards } from '../guard/admission-guards.ts';
import { hubGuards } from '../guard/hub-guards.ts';
import type { LoadWatch } from '../guard/load-watch.ts';
import { probe } from '../guard/probe.ts';
import type { Gate } from '../http/edge/gate.ts';
import { refusalOf } from '../http/edge/problem.ts';
import type { Projection } from '../projection/projection.ts';
import { ADMISSION_SETTINGS } from '../push/admission.ts';
import { createHub, type Hub } from '../push/hub.ts';
import { HUB_SETTINGS } from '../push/settings.ts';
import type { AppPorts, AppSettings } from './app-ports.ts';
import { ownSocketUrl } from './door-room.ts';
import { labelled } from './figures.ts';
import { type Room, room } from './room.ts';

/** How often open connections are recorded as seen. */
const SEEN_EVERY_MS = 15_000;

export interface PushParts {
  readonly server: Server;
  readonly gate: Gate;
  readonly principals: Principals;
  readonly projection: Projection;
  readonly load: LoadWatch;
}

/** The sockets of all screens. */
export const openPush = (
  { clock, timers, random, stopwatch, bus, onError }: AppPorts,
  settings: AppSettings,
  { server, gate, principals, projection, load }: PushParts,
): Room & { hub: Hub } => {
  const { now } = clock;
  const probeSecret = newSecret();
  const hub = createHub({
    httpServer: server,
    feeds: { internal: projection.internal, public: projection.public },
    blind: () => projection.blind,
    timers,
    now,
    mono: () => stopwatch() * 1_000,
    random,
    bus,
    authorise: (request) => {
      const principal = principalOf(gate, request);
      const scopes = gate.scopesOf(principal);
      if (principal === null) return { scopes, principal: null };
      // A token belongs to a program, which is not a watcher.
      const watches = principal.kind !== 'token';
      const writes = holdsAny(principal.rights, COMMAND['post-update'].needs ?? []);
      return { scopes, principal: principal.id, watches, writes, ...(principal.kind === 'session' && { name: principal.name }) };
    },
    // While it is not known who asks.
    unknown: gate.scopesOf(null),
    onError: (error) => onError(error, 'push'),
    build: settings.build,
    foreign: (request) => gate.isForeignHost(request) || gate.isForeignPage(request),
    addressOf: (request) => gate.clientOf(request).address,
    probeSecret,
    shed: () => load.shedder.step >= 2,
    admission: settings.admission,
  });
  principals.onEnded((id) => hub.revoke(id));
  const stopSeeing = clock.every(SEEN_EVERY_MS, () => principals.connected(hub.connected()));
  const probeHub = async (): Promise<string | null> => {
    if (!server.listening) return null;
    const fault = await probe({ url: ownSocketUrl(server, settings), secret: probeSecret, timers, heartbeatMs: HUB_SETTINGS.heartbeatMs });
    // A node that cannot read its log is silent on purpose.
    return projection.blind ? null : fault;
  };
  return room({
    hub,
    guards: [...admissionGuards(hub.admission, { ...ADMISSION_SETTINGS, ...settings.admission }, timers), ...hubGuards(hub, probeHub, stopwatch)],
    metrics: [
      labelled('sitrep_hub_total', 'What the hub did since the start', 'what', () => ({ ...hub.figures().counts })),
      labelled('sitrep_hub_upgrades_total', 'Dials turned away before the handshake', 'what', () => ({ ...hub.figures().upgrades })),
      labelled('sitrep_hub_frames_total', 'Frames written, by path', 'path', () => hub.figures().writes),
    ],
    stop: async () => {
      stopSeeing();
      await hub.close();
    },
  });
};

/** A wrong token connects as anonymous; the page learns about it from its HTTP requests. */
const principalOf = (gate: Gate, request: Parameters<Gate['principalOf']>[0]) => {
  try {
    return gate.principalOf(request, gate.clientOf(request));
  } catch (error) {
    if (refusalOf(error).code === 'internal') throw error;
    return null;
  }
};
