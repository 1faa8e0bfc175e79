import { createServer } from 'node:http';
import { WebSocketServer } from 'ws';

// The yardstick: the least a Node process can do for the same job. `POST /broadcast` sends its body to every socket; `GET /` answers a constant buffer with constant headers.
// A child process of the bench: sends its port over the IPC channel.
let constant: { body: Buffer; headers: string[] } = { body: Buffer.from('{}'), headers: [] };
const server = createServer((request, response) => {
  const parts: Buffer[] = [];
  if (request.method === 'GET') {
    response.writeHead(200, constant.headers);
    response.end(constant.body);
    return;
  }
  request.on('data', (part: Buffer) => parts.push(part));
  request.on('end', () => {
    const body = Buffer.concat(parts);
    if (request.url === '/constant') constant = { body, headers: JSON.parse(String(request.headers['x-answer-with'])) };
    else for (const client of sockets.clients) client.send(body, { binary: false });
    response.writeHead(204).end();
  });
});
const sockets = new WebSocketServer({ server, perMessageDeflate: false, maxPayload: 16_384 });
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (address !== null && typeof address === 'object') process.send?.({ port: address.port });
});
process.on('disconnect', () => process.exit(0));
