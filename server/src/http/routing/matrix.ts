/**
 * Who may call what: the rights of the API as data, written apart from the routes so that a slip in either shows.
 * `y` answered, `-` refused. Columns: A anonymous, V viewer, R responder, M admin, O owner, and W, the cookie of a named wall screen.
 * An expired or revoked token counts as a wrong one: refused everywhere.
 */
export type Column = 'A' | 'V' | 'R' | 'M' | 'O' | 'W';
export const COLUMNS: readonly Column[] = ['A', 'V', 'R', 'M', 'O', 'W'];
export type Verdicts = readonly [a: 'y' | '-', v: 'y' | '-', r: 'y' | '-', m: 'y' | '-', o: 'y' | '-', w: 'y' | '-'];

const ANYONE: Verdicts = ['y', 'y', 'y', 'y', 'y', 'y'];
const VIEWER: Verdicts = ['-', 'y', 'y', 'y', 'y', 'y'];
const RESPONDER: Verdicts = ['-', '-', 'y', 'y', 'y', '-'];
const ADMIN: Verdicts = ['-', '-', '-', 'y', 'y', '-'];
const OWNER: Verdicts = ['-', '-', '-', '-', 'y', '-'];

export const ROUTE_MATRIX: Readonly<Record<string, Verdicts>> = {
  'GET /livez': ANYONE,
  'GET /readyz': ANYONE,
  // From this machine anyone may; the test asks from another one.
  'GET /metrics': ADMIN,
  'POST /api/csp-reports': ANYONE,
  'GET /api/docs': ANYONE,
  'GET /api/docs.css': ANYONE,
  'GET /api/v1/openapi.json': ANYONE,

  'GET /api/v1/board': ANYONE,
  'GET /api/v1/verdict': ANYONE,
  'GET /api/v1/incidents': ANYONE,
  'GET /api/v1/incidents/:incidentId': ANYONE,
  'GET /api/v1/incidents/:incidentId/similar': ANYONE,
  'GET /api/v1/incidents/:incidentId/events': ANYONE,
  'GET /api/v1/components': ANYONE,
  'GET /api/v1/components/:componentId': ANYONE,
  'GET /api/v1/commitments': ANYONE,
  'GET /api/v1/maintenances': ANYONE,
  'GET /api/v1/history/years': ANYONE,
  'GET /api/v1/history/minutes': ANYONE,

  'GET /api/v1/session': ANYONE,
  'POST /api/v1/session': ANYONE,
  'DELETE /api/v1/session': ANYONE,

  'PUT /api/v1/board': ADMIN,
  'PUT /api/v1/regions/:regionId': ADMIN,
  'PUT /api/v1/groups/:groupId': ADMIN,
  'PUT /api/v1/components/:componentId': ADMIN,
  'POST /api/v1/components/:componentId/retire': ADMIN,

  'PUT /api/v1/statements/:statementId': RESPONDER,
  'POST /api/v1/statements/:statementId/withdraw': RESPONDER,
  'POST /api/v1/mutes': RESPONDER,
  'POST /api/v1/mutes/:muteId/end': RESPONDER,
  'POST /api/v1/verdict': RESPONDER,
  'POST /api/v1/verdict/end': RESPONDER,
  'POST /api/v1/incidents': RESPONDER,
  'POST /api/v1/incidents/:incidentId/publish': RESPONDER,
  'POST /api/v1/incidents/:incidentId/title': RESPONDER,
  'POST /api/v1/incidents/:incidentId/acknowledge': RESPONDER,
  'POST /api/v1/incidents/:incidentId/phase': RESPONDER,
  'POST /api/v1/incidents/:incidentId/resolve': RESPONDER,
  'POST /api/v1/incidents/:incidentId/dismiss': RESPONDER,
  'POST /api/v1/incidents/:incidentId/reopen': RESPONDER,
  'POST /api/v1/incidents/:incidentId/times': RESPONDER,
  'POST /api/v1/incidents/:incidentId/impacts': RESPONDER,
  'POST /api/v1/incidents/:incidentId/impacts/:impactId/end': RESPONDER,
  'POST /api/v1/incidents/:incidentId/updates': RESPONDER,
  'POST /api/v1/incidents/:incidentId/held/:updateId/withdraw': RESPONDER,
  'POST /api/v1/incidents/:incidentId/held/:updateId/take': RESPONDER,
  'POST /api/v1/incidents/:incidentId/updates/:updateId/amend': RESPONDER,
  'POST /api/v1/incidents/:incidentId/updates/:updateId/retract': RESPONDER,
  'POST /api/v1/incidents/:incidentId/updates/:updateId/publish': RESPONDER,
  'POST /api/v1/incidents/:incidentId/updates/:updateId/redact': ADMIN,
  'POST /api/v1/redactions': ADMIN,
  'POST /api/v1/incidents/:incidentId/guidance': RESPONDER,
  'POST /api/v1/incidents/:incidentId/cause': RESPONDER,
  'POST /api/v1/incidents/:incidentId/third-parties': RESPONDER,
  'POST /api/v1/incidents/:incidentId/roles': RESPONDER,
  'POST /api/v1/incidents/:incidentId/resources': RESPONDER,
  'POST /api/v1/incidents/:incidentId/resources/:resourceId/unlink': RESPONDER,
  'POST /api/v1/incidents/:incidentId/detection': RESPONDER,
  'POST /api/v1/incidents/:incidentId/links': RESPONDER,
  'POST /api/v1/incidents/:incidentId/flags': RESPONDER,
  'POST /api/v1/incidents/:incidentId/postmortem': RESPONDER,
  'POST /api/v1/commitments': RESPONDER,
  'POST /api/v1/commitments/:commitmentId/change': RESPONDER,
  'POST /api/v1/commitments/:commitmentId/keep': RESPONDER,
  'POST /api/v1/commitments/:commitmentId/drop': RESPONDER,
  'POST /api/v1/commitments/:commitmentId/fail': RESPONDER,
  'POST /api/v1/maintenances': RESPONDER,
  'POST /api/v1/maintenances/:maintenanceId/reschedule': RESPONDER,
  'POST /api/v1/maintenances/:maintenanceId/phase': RESPONDER,
  'POST /api/v1/drills': RESPONDER,
  'POST /api/v1/drills/:drillId/end': RESPONDER,

  'GET /api/v1/events': ADMIN,
  'POST /api/v1/events': OWNER,
  'GET /api/v1/verify': ADMIN,
  'GET /api/v1/tokens': OWNER,
  'POST /api/v1/tokens': OWNER,
  'DELETE /api/v1/tokens/:tokenId': OWNER,
  'POST /api/v1/owner-links': OWNER,
  'GET /api/v1/screens': VIEWER,
  'POST /api/v1/screens': OWNER,
};

/** What a socket may send, by the scope it asks for. Anything else closes it, whoever it is. */
export const SOCKET_MATRIX: Readonly<Record<string, Verdicts>> = {
  'hello public': ANYONE,
  'hello internal': VIEWER,
  // Every kind of topic has two rows. Unwatching reveals nothing, so it needs no rights.
  'watch watchers': VIEWER,
  'unwatch watchers': ANYONE,
  'watch writers': VIEWER,
  'unwatch writers': ANYONE,
  'watch writes': RESPONDER,
  'unwatch writes': ANYONE,
};

/** Reading the internal scope: `?scope=internal` on every route that knows scopes. */
export const INTERNAL_SCOPE: Verdicts = VIEWER;
