import type { Right, Role } from '../domain/rights.ts';

/** What a right lets one do, after "may". */
export const RIGHT_WORDS: Readonly<Record<Right, string>> = {
  read: 'read what responders read',
  sight: 'say what a customer sees',
  acknowledge: 'acknowledge incidents',
  'write-internal': 'work incidents and write internal notes',
  'write-public': 'write to customers',
  manage: 'define the board and erase texts',
  ingest: 'send in what machines find',
  kiosk: 'be a wall screen',
  own: 'manage people, tokens and screens',
};

/** What a role is called on screen. */
export const ROLE_WORD: Readonly<Record<Role, string>> = {
  viewer: 'Viewer',
  publisher: 'Publisher',
  responder: 'Responder',
  admin: 'Admin',
  owner: 'Owner',
};
