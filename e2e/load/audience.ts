import { WebSocket } from 'ws';

// Many dashboards in one process, a child of the bench. Uses bare websockets, with Socket.IO's framing written by hand so that the load generator stays light.
// Messages in: {open: n, url, protocol}; {expect: marker}. Out: {opened}, {last, first, missing} in ms on the shared monotonic clock.
interface Open {
  open: number;
  url: string;
  protocol: 'ws' | 'sitrep';
  hello: unknown;
}
interface Expect {
  expect: string;
}
const sockets: WebSocket[] = [];
let awaited: { marker: Buffer; left: number; first: number; resolve: () => void } | null = null;
const now = () => Number(process.hrtime.bigint()) / 1e6;

const onMessage = (data: Buffer) => {
  if (!awaited?.marker || !data.includes(awaited.marker)) return;
  if (awaited.first === 0) awaited.first = now();
  awaited.left--;
  if (awaited.left === 0) awaited.resolve();
};

const dial = ({ url, protocol, hello }: Open) =>
  new Promise<void>((ready, failed) => {
    const socket = new WebSocket(url, { perMessageDeflate: false });
    sockets.push(socket);
    socket.on('error', failed);
    if (protocol === 'ws') socket.on('open', () => ready());
    socket.on('message', (data: Buffer) => {
      if (protocol === 'ws') return onMessage(data);
      // engine.io: 0 open, 2 ping, 3 pong, 4 message; socket.io inside: 40 connect, 42 event
      if (data[0] === 0x30) socket.send(`40${JSON.stringify({ hello })}`);
      else if (data[0] === 0x32) socket.send('3');
      else if (data[0] === 0x34 && data[1] === 0x32) {
        if (data.includes('"snapshot"', 2) && data.indexOf('"snapshot"') < 6) ready();
        else onMessage(data);
      } else if (data[0] === 0x34 && data[1] === 0x34) failed(new Error(`refused: ${data.toString()}`));
    });
  });

process.on('message', async (message: Open | Expect) => {
  if ('open' in message) {
    const batch = 100;
    for (let done = 0; done < message.open; done += batch) {
      await Promise.all(Array.from({ length: Math.min(batch, message.open - done) }, () => dial(message)));
    }
    process.send?.({ opened: sockets.length });
    return;
  }
  const { promise, resolve } = Promise.withResolvers<void>();
  awaited = { marker: Buffer.from(message.expect), left: sockets.length, first: 0, resolve };
  process.send?.({ listening: true });
  const timer = setTimeout(resolve, 15_000);
  await promise;
  clearTimeout(timer);
  process.send?.({ first: awaited.first, last: now(), missing: awaited.left });
  awaited = null;
});
process.on('disconnect', () => process.exit(0));
