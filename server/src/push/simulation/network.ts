import type { Connection, DownName } from '../hub-core.ts';
import type { Random } from './random.ts';

export interface Message {
  readonly name: DownName;
  readonly json: string;
}

/**
 * One connection between a browser and a node, worse than any real one: messages from the node may be lost, duplicated or reordered.
 *
 *     hub ──send──▶ queue (this process; a stalled reader leaves it full) ──▶ wire (faults) ──deliver──▶ browser
 */
export class Wire implements Connection<Message> {
  readonly queue: Message[] = [];
  readonly wire: Message[] = [];
  readonly up: unknown[] = [];
  stalled = false;
  closing = false;
  open = true;
  readonly onSend: (message: Message) => void;

  constructor(onSend: (message: Message) => void) {
    this.onSend = onSend;
  }

  send(message: Message): void {
    if (!this.open) return;
    this.onSend(message);
    this.queue.push(message);
    this.flush();
  }
  queued(): { packets: number; bytes: number } {
    return { packets: this.queue.length, bytes: this.queue.reduce((sum, { json }) => sum + json.length, 0) };
  }
  silentMs(): number {
    return 0;
  }
  close(): void {
    this.closing = true;
    // A peer that does not read is disconnected without the queued messages.
    if (this.stalled) this.open = false;
  }
  flush(): void {
    if (!this.stalled) this.wire.push(...this.queue.splice(0));
  }

  /** Injects a fault into the messages in flight. Returns what it did, or null when none were in flight. */
  harm(kind: 'drop' | 'duplicate' | 'reorder' | 'lose_last', random: Random): string | null {
    const { wire } = this;
    if (wire.length === 0) return null;
    const at = random.below(wire.length);
    const message = wire[at] as Message;
    if (kind === 'drop') wire.splice(at, 1);
    else if (kind === 'lose_last') wire.pop();
    else if (kind === 'duplicate') wire.splice(random.below(wire.length + 1), 0, message);
    else if (wire.length < 2) return null;
    else {
      wire.splice(at, 1);
      wire.splice(random.below(wire.length + 1), 0, message);
    }
    return kind;
  }
}
