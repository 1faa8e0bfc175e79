/** A change to one file of the real code. `find` must occur exactly once, so that a mutant cannot rot into testing nothing. */
export interface Edit {
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}
/** A protocol bug that the simulation must find. Where two lines guard against the same thing, both are broken. */
export interface Mutant {
  readonly name: string;
  /** The first seed that finds it, where that is far from 1; without it the search only takes longer. */
  readonly from?: number;
  readonly edits: readonly Edit[];
}

const REPLICA = 'shared/src/protocol/replica.ts';
const SESSION = 'shared/src/protocol/session.ts';
const HUB = 'server/src/push/hub-core.ts';
const LOG = 'server/src/push/simulation/memory-log.ts';
const BROWSER = 'server/src/push/simulation/browser.ts';

const NO_GAP_CHECK: Edit = { file: REPLICA, find: "  if (delta.prev !== replica.cursor) return { kind: 'gap' };\n", replace: '' };

export const MUTANTS: readonly Mutant[] = [
  {
    name: 'seq handed out before commit',
    edits: [
      {
        file: LOG,
        find: '    return { append };',
        replace: '    const first = this.#handedOut + 1;\n    this.#handedOut += append.events.length;\n    return { append, first } as Transaction;',
      },
      { file: LOG, find: '  #publicPos = 0;', replace: '  #publicPos = 0;\n  #handedOut = 0;' },
      { file: LOG, find: 'commit({ append }: Transaction)', replace: 'commit({ append, first }: Transaction & { first?: number })' },
      { file: LOG, find: 'this.#store(batch, event))', replace: 'this.#store(batch, event, first === undefined ? undefined : first++))' },
      { file: LOG, find: 'recordedAt: number }): StoredEvent {', replace: 'recordedAt: number }, handedOut?: number): StoredEvent {' },
      { file: LOG, find: 'const seq = this.#events.length + 1;', replace: 'const seq = handedOut ?? this.#events.length + 1;' },
    ],
  },
  {
    name: 'subscribe after the snapshot, no gap check',
    edits: [
      {
        file: HUB,
        find: '      this.#audience[hello.scope].add(member);',
        replace: '      this.#ports.after(40, () => this.#audience[hello.scope].add(member));',
      },
      { file: HUB, find: '        if (member.cursor !== delta.prev || member.epoch !== delta.epoch) return this.#serve(member, feed);\n', replace: '' },
      NO_GAP_CHECK,
    ],
  },
  {
    name: 'a lagging node rewinds the client',
    edits: [
      { file: HUB, find: "      case 'ahead':\n", replace: "      case 'ahead':\n        if (member.cursor > 0) return this.#sendSnapshot(member, feed);\n" },
      { file: SESSION, find: '(snapshot.epoch === held.epoch && snapshot.pos < held.cursor)', replace: 'false' },
    ],
  },
  {
    name: 'no duplicate check',
    edits: [
      { file: REPLICA, find: "  if (delta.pos <= replica.cursor) return { kind: 'duplicate' };\n", replace: '' },
      { file: REPLICA, find: 'delta.prev !== replica.cursor', replace: 'delta.prev > replica.cursor' },
    ],
  },
  { name: 'no gap check', edits: [NO_GAP_CHECK] },
  {
    name: 'no queue cap',
    edits: [
      { file: HUB, find: 'if (packets > queuePackets || bytes > queueBytes)', replace: 'if (packets > 1_000_000 && bytes > queueBytes && queuePackets > 0)' },
    ],
  },
  {
    name: 'heartbeat without head',
    edits: [
      {
        file: SESSION,
        find: ' || heartbeat.pos > replica.cursor) return ask(noted);',
        replace: ') return ask(noted);\n  if (heartbeat.pos > replica.cursor) return settled(noted);',
      },
    ],
  },
  {
    name: 'internal events on the public chain',
    edits: [{ file: LOG, find: "const isPublic = event.scope === 'public';", replace: 'const isPublic = this.#events.length >= 0;' }],
  },
  {
    name: 'live from the wall clock',
    from: 33,
    edits: [{ file: BROWSER, find: '    return this.#ports.time.now;', replace: '    return this.#ports.time.now + this.skew;' }],
  },
  {
    name: 'epoch not renewed by a redaction',
    edits: [{ file: LOG, find: 'nextEpoch(this.#epoch.internal)', replace: 'this.#epoch.internal' }],
  },
  {
    name: 'back to an epoch from before a redaction',
    from: 83,
    edits: [
      { file: SESSION, find: '(isOlderEpoch(snapshot.epoch, held.epoch) || (snapshot', replace: '((snapshot' },
      { file: HUB, find: 'const behind = member.epoch !== null && isOlderEpoch(feed.epoch, member.epoch);', replace: 'const behind = false;' },
    ],
  },
  {
    name: 'a slot is not given back',
    edits: [{ file: 'server/src/push/admission.ts', find: 'if (!this.#slots.delete(slot)) return;', replace: 'if (!this.#slots.has(slot)) return;' }],
  },
];
