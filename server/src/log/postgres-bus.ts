import { BUS_BYTES, type NodeBus } from '../ground/node-bus.ts';
import { Listener } from './postgres-listener.ts';

const CHANNEL = 'sitrep_nodes';
/** More words than this unheard, and the connection is given up for a new one. */
const UNHEARD_MOST = 3;

/**
 * The bus of nodes on one database: a connection of its own that listens and notifies. While the database is away, or it takes no LISTEN (a standby, a
 * pooler between transactions), nothing is heard, this node's own words included.
 */
export const openPostgresBus = async (url: string): Promise<NodeBus> => {
  const listener = new Listener(url, CHANNEL);
  const heard = new Set<(text: string) => void>();
  /** Words in a row that did not come back: a connection may be dead without an end. */
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
