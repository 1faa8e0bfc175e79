import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { certificateRefused } from './certificate-refused.ts';

const reasonOf = (url: string) =>
  fetch(url).then(
    () => null,
    (error: unknown) => certificateRefused(error, url),
  );

test('a certificate that is not trusted is told apart from a server that does not answer', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sitrep-tls-'));
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', cert, '-days', '2', '-subj', '/CN=status.example'], {
    stdio: 'ignore',
  });
  const server = createServer({ key: readFileSync(key), cert: readFileSync(cert) }, (_, response) => response.end()).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  expect(await reasonOf(url)).toContain('NODE_EXTRA_CA_CERTS');
  server.close();
  await once(server, 'close');
  expect(await reasonOf(url)).toBeNull();
  rmSync(folder, { recursive: true });
});
