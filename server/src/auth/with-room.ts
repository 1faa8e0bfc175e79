import { retryWithRoom } from '../ground/retry-with-room.ts';
import type { AuthStore } from './auth-store.ts';

/**
 * A store that releases the disk reserve once when the disk is full: signing in to record an incident, or revoking a leaked token, is what the reserve
 * is for. The time of a last use is not worth it. `makeRoom`: false when nothing is left to release.
 */
export const withRoom = (store: AuthStore, makeRoom: () => boolean): AuthStore => {
  const roomy = <T>(act: () => Promise<T>): Promise<T> => retryWithRoom(makeRoom, act);
  return {
    revision: () => store.revision(),
    all: () => store.all(),
    people: () => store.people(),
    insert: (credential) => roomy(() => store.insert(credential)),
    insertSession: (...asked) => roomy(() => store.insertSession(...asked)),
    remove: (id) => roomy(() => store.remove(id)),
    revoke: (id, at) => roomy(() => store.revoke(id, at)),
    opened: (id, at, agent) => store.opened(id, at, agent),
    addPerson: (person) => roomy(() => store.addPerson(person)),
    changePerson: (...asked) => roomy(() => store.changePerson(...asked)),
    addLink: (link) => roomy(() => store.addLink(link)),
    findLink: (hash) => store.findLink(hash),
    takeLink: (hash) => roomy(() => store.takeLink(hash)),
    tryLink: (...asked) => roomy(() => store.tryLink(...asked)),
    pruneLinks: (before) => store.pruneLinks(before),
    secondFactors: () => store.secondFactors(),
    secondFactor: (id) => store.secondFactor(id),
    startSecondFactor: (...asked) => roomy(() => store.startSecondFactor(...asked)),
    confirmSecondFactor: (...asked) => roomy(() => store.confirmSecondFactor(...asked)),
    useStep: (...asked) => roomy(() => store.useStep(...asked)),
    useBackupCode: (...asked) => roomy(() => store.useBackupCode(...asked)),
    backupCodesLeft: (id) => store.backupCodesLeft(id),
    replaceBackupCodes: (...asked) => roomy(() => store.replaceBackupCodes(...asked)),
    removeSecondFactor: (...asked) => roomy(() => store.removeSecondFactor(...asked)),
    renew: (id, renewal) => store.renew(id, renewal),
    renewalKey: () => store.renewalKey(),
    links: (kind) => store.links(kind),
    touch: (id, at) => store.touch(id, at),
    noteOwner: (at) => store.noteOwner(at),
    knowsOwner: () => store.knowsOwner(),
    takeOut: () => store.takeOut(),
    putIn: (rows, then) => store.putIn(rows, then),
    close: () => store.close(),
  };
};
