import type { Right, Role } from '@sitrep/shared/domain/rights.ts';

/**
 * Who may call what: the rights of the API as data, written apart from the routes, the commands and the roles, so that a slip in either shows.
 * Each row names the rights of which any one is enough; a right that is not named does not help. `ANYONE` needs no sign-in.
 * An expired or revoked token counts as a wrong one: refused everywhere.
 */
export type Row = readonly Right[] | 'anyone';

const ANYONE = 'anyone';
const READ: Row = ['read'];
const SIGHT: Row = ['sight'];
const ACKNOWLEDGE: Row = ['acknowledge'];
const WORK: Row = ['write-internal'];
const PUBLISH: Row = ['write-public'];
const WRITE: Row = ['write-internal', 'write-public'];
const STATE: Row = ['write-internal', 'ingest'];
const MANAGE: Row = ['manage'];
const OWN: Row = ['own'];
const MAKE: Row = ['manage', 'own'];

/** The rights of each role, and of the cookie of a wall screen. */
export const ROLE_MATRIX: Readonly<Record<Role | 'screen', readonly Right[]>> = {
  viewer: ['read', 'sight'],
  publisher: ['read', 'sight', 'write-public'],
  responder: ['read', 'sight', 'write-public', 'write-internal', 'acknowledge'],
  admin: ['read', 'sight', 'write-public', 'write-internal', 'acknowledge', 'ingest', 'manage'],
  owner: ['read', 'sight', 'write-public', 'write-internal', 'acknowledge', 'ingest', 'manage', 'own'],
  screen: ['read', 'kiosk'],
};

export const ROUTE_MATRIX: Readonly<Record<string, Row>> = {
  'GET /livez': ANYONE,
  'GET /readyz': ANYONE,
  // From this machine anyone may; the test asks from another one.
  'GET /metrics': MANAGE,
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
  'GET /api/v1/templates': ANYONE,
  'GET /api/v1/history/years': ANYONE,
  'GET /api/v1/history/minutes': ANYONE,

  'GET /api/v1/session': ANYONE,
  'POST /api/v1/session': ANYONE,
  'POST /api/v1/session/code': ANYONE,
  'DELETE /api/v1/session': ANYONE,
  'GET /api/v1/account': SIGHT,
  'POST /api/v1/account': OWN,
  'POST /api/v1/account/password': SIGHT,
  'DELETE /api/v1/account/sessions/:sessionId': SIGHT,
  'POST /api/v1/account/second-factor': SIGHT,
  'POST /api/v1/account/second-factor/confirm': SIGHT,
  'POST /api/v1/account/second-factor/codes': SIGHT,
  'POST /api/v1/account/second-factor/off': SIGHT,
  'POST /api/v1/password': ANYONE,
  'POST /api/v1/password/look': ANYONE,

  'PUT /api/v1/board': MANAGE,
  'PUT /api/v1/regions/:regionId': MANAGE,
  'PUT /api/v1/groups/:groupId': MANAGE,
  'PUT /api/v1/components/:componentId': MANAGE,
  'PUT /api/v1/templates/:templateId': MANAGE,
  'POST /api/v1/templates/:templateId/remove': MANAGE,
  'POST /api/v1/components/:componentId/retire': MANAGE,

  'PUT /api/v1/statements/:statementId': STATE,
  'POST /api/v1/statements/:statementId/withdraw': STATE,
  'POST /api/v1/mutes': WORK,
  'POST /api/v1/mutes/:muteId/end': WORK,
  'POST /api/v1/verdict': WORK,
  'POST /api/v1/verdict/end': WORK,
  'POST /api/v1/incidents': WORK,
  'POST /api/v1/incidents/:incidentId/publish': PUBLISH,
  'POST /api/v1/incidents/:incidentId/title': WORK,
  'POST /api/v1/incidents/:incidentId/acknowledge': ACKNOWLEDGE,
  'POST /api/v1/incidents/:incidentId/phase': WORK,
  'POST /api/v1/incidents/:incidentId/resolve': WORK,
  'POST /api/v1/incidents/:incidentId/dismiss': WORK,
  'POST /api/v1/incidents/:incidentId/reopen': WORK,
  'POST /api/v1/incidents/:incidentId/times': WORK,
  'POST /api/v1/incidents/:incidentId/impacts': WORK,
  'POST /api/v1/incidents/:incidentId/impacts/:impactId/end': WORK,
  'POST /api/v1/incidents/:incidentId/updates': WRITE,
  'POST /api/v1/incidents/:incidentId/held/:updateId/withdraw': PUBLISH,
  'POST /api/v1/incidents/:incidentId/held/:updateId/take': PUBLISH,
  'POST /api/v1/incidents/:incidentId/updates/:updateId/amend': WRITE,
  'POST /api/v1/incidents/:incidentId/updates/:updateId/retract': WRITE,
  'POST /api/v1/incidents/:incidentId/updates/:updateId/in-error': MANAGE,
  'POST /api/v1/incidents/:incidentId/updates/:updateId/publish': PUBLISH,
  'POST /api/v1/incidents/:incidentId/updates/:updateId/redact': MANAGE,
  'POST /api/v1/redactions': MANAGE,
  'POST /api/v1/incidents/:incidentId/guidance': WORK,
  'POST /api/v1/incidents/:incidentId/cause': WORK,
  'POST /api/v1/incidents/:incidentId/third-parties': WORK,
  'POST /api/v1/incidents/:incidentId/roles': WORK,
  'POST /api/v1/incidents/:incidentId/resources': WORK,
  'POST /api/v1/incidents/:incidentId/resources/:resourceId/unlink': WORK,
  'POST /api/v1/incidents/:incidentId/detection': WORK,
  'POST /api/v1/incidents/:incidentId/links': WORK,
  'POST /api/v1/incidents/:incidentId/flags': WORK,
  'POST /api/v1/incidents/:incidentId/postmortem': WORK,
  'POST /api/v1/commitments': WORK,
  'POST /api/v1/commitments/:commitmentId/change': WORK,
  'POST /api/v1/commitments/:commitmentId/keep': WORK,
  'POST /api/v1/commitments/:commitmentId/drop': WORK,
  'POST /api/v1/commitments/:commitmentId/fail': WORK,
  'POST /api/v1/maintenances': WORK,
  'POST /api/v1/maintenances/:maintenanceId/reschedule': WORK,
  'POST /api/v1/maintenances/:maintenanceId/phase': WORK,
  'POST /api/v1/handovers': WORK,
  'POST /api/v1/handovers/:handoverId/accept': WORK,
  'POST /api/v1/handovers/:handoverId/withdraw': WORK,
  'POST /api/v1/sightings': SIGHT,
  'POST /api/v1/suspicions/:suspicionId/take': ACKNOWLEDGE,
  'POST /api/v1/suspicions/:suspicionId/dismiss': WORK,
  'POST /api/v1/drills': WORK,
  'POST /api/v1/drills/:drillId/end': WORK,

  'GET /api/v1/events': MANAGE,
  'POST /api/v1/events': OWN,
  'GET /api/v1/backup': OWN,
  'GET /api/v1/verify': MANAGE,
  'GET /api/v1/people': OWN,
  'POST /api/v1/people': OWN,
  'PUT /api/v1/people/:personId': OWN,
  'POST /api/v1/people/:personId/link': OWN,
  'POST /api/v1/people/:personId/second-factor/remove': OWN,
  'POST /api/v1/people/:personId/end': OWN,
  'GET /api/v1/owner-access': OWN,
  'DELETE /api/v1/owner-access/sessions/:sessionId': OWN,
  'DELETE /api/v1/owner-access/links/:linkId': OWN,
  'GET /api/v1/tokens': MAKE,
  'POST /api/v1/tokens': MAKE,
  'DELETE /api/v1/tokens/:tokenId': MAKE,
  'POST /api/v1/owner-links': OWN,
  'GET /api/v1/screens': READ,
  'POST /api/v1/screens': MAKE,
};

/** What a socket may send, by the scope it asks for. Anything else closes it, whoever it is. */
export const SOCKET_MATRIX: Readonly<Record<string, Row>> = {
  'hello public': ANYONE,
  'hello internal': READ,
  // Every kind of topic has two rows. Unwatching reveals nothing, so it needs no rights.
  'watch watchers': READ,
  'unwatch watchers': ANYONE,
  'watch writers': READ,
  'unwatch writers': ANYONE,
  'watch writes': WRITE,
  'unwatch writes': ANYONE,
};

/** On a board that is internal everything that reads it needs `read`; these are no readings of it, and answer anyone there too. */
export const OPEN_INSIDE: readonly string[] = [
  'GET /livez',
  'GET /readyz',
  'GET /api/docs',
  'GET /api/docs.css',
  'GET /api/v1/openapi.json',
  'GET /api/v1/session',
];
/** On a board that is public: `read` is not enough for the internal scope, nor where `read` is the whole row; it takes one of these besides. */
export const WORKING: Row = ['acknowledge', 'write-internal', 'write-public', 'manage', 'own'];

/** Reading the internal scope: `?scope=internal` on every route that knows scopes. */
export const INTERNAL_SCOPE: Row = READ;
