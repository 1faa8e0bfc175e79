import { BUS_BYTES, type NodeBus } from '../ground/node-bus.ts';
import { Listener } from './postgres-listener.ts';

const CHANNEL = 'sitrep_nodes';
/** After this many messages of its own in a row without an echo, the connection is replaced. */
const UNHEARD_MOST = 3;

/**
 * The bus of nodes on one database, over a dedicated connection that listens and notifies. While the database is unreachable or rejects LISTEN (a standby, a
 * transaction pooler), no messages arrive, this node's own included.
 */
export const openPostgresBus = async (url: string): Promise<NodeBus> => {
  const listener = new Listener(url, CHANNEL);
  const heard = new Set<(text: string) => void>();
  /** Own messages in a row that were not echoed: a connection may be dead without having closed. */
  let unheard = 0;
  listener.onWake = (text) => {
    unheard = 0;
    if (text !== null) for (const hear of [...heard]) hear(text);
  };
  await listener.start();
  return {
    say: (text) => {
      if (Buffer.byteLength(text) > BUS_BYTES) return;
      if (unheard++ >= UNHEARD_MOST) {
        unheard = 0;
        listener.renew();
      }
      listener.notify(text);
    },
    onHear: (hear) => {
      heard.add(hear);
      return () => heard.delete(hear);
    },
    close: () => listener.close(),
  };
};
