import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';

/** Where a request comes from, as far as it can be known. */
export interface Client {
  readonly address: string;
  /** Encrypted up to us, or up to a trusted proxy. */
  readonly secure: boolean;
  /** From this very machine, by nobody in between. */
  readonly loopback: boolean;
}

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4');
LOOPBACK.addAddress('::1', 'ipv6');

export const listed = (list: BlockList, address: string): boolean => {
  const family = isIP(address);
  return family !== 0 && list.check(address, family === 6 ? 'ipv6' : 'ipv4');
};
export const plain = (address: string): string => address.trim().replace(/^::ffff:(?=\d+\.)/, '');
export const isLoopback = (address: string): boolean => listed(LOOPBACK, plain(address));

/** `Host` as this machine calls itself; none at all is no browser. */
export const isLoopbackHost = (host: string | undefined): boolean => {
  const name = host?.replace(/:\d*$/, '').toLowerCase();
  return name === undefined || name === 'localhost' || name === '[::1]' || isLoopback(name);
};

/** The proxies of TRUST_PROXY: addresses and networks separated by commas, or the word `loopback`. Null when it cannot be read. */
export const readProxies = (text: string): BlockList | null => {
  const list = new BlockList();
  for (const part of text.split(',').map((item) => item.trim())) {
    if (part === '') continue;
    if (part === 'loopback') {
      list.addSubnet('127.0.0.0', 8, 'ipv4');
      list.addAddress('::1', 'ipv6');
      continue;
    }
    const [address = '', bits] = part.split('/');
    const family = isIP(address);
    if (family === 0) return null;
    const type = family === 6 ? 'ipv6' : 'ipv4';
    if (bits === undefined) list.addAddress(address, type);
    else if (/^\d+$/.test(bits) && Number(bits) <= (family === 6 ? 128 : 32)) list.addSubnet(address, Number(bits), type);
    else return null;
  }
  return list;
};

const FORWARDED = ['forwarded', 'x-forwarded-for', 'x-forwarded-proto', 'x-forwarded-host', 'x-real-ip'];

/** Forwarded headers are believed from trusted proxies only. From anybody else they prove that somebody stands in between, and so can only take rights away. */
export const clientOf = (request: IncomingMessage, proxies: BlockList): Client => {
  const peer = plain(request.socket.remoteAddress ?? '');
  const encrypted = 'encrypted' in request.socket;
  const forwarded = FORWARDED.some((name) => request.headers[name] !== undefined);
  if (!listed(proxies, peer)) return { address: peer, secure: encrypted, loopback: isLoopback(peer) && !forwarded };
  const hops = header(request, 'x-forwarded-for').split(',').map(plain).filter(Boolean);
  const address = hops.findLast((hop) => !listed(proxies, hop)) ?? hops[0] ?? peer;
  const secure = encrypted || header(request, 'x-forwarded-proto').split(',').at(-1)?.trim() === 'https';
  // What a proxy passes on is never of this machine, wherever it says it comes from.
  return { address, secure, loopback: isLoopback(peer) && !forwarded };
};

const header = (request: IncomingMessage, name: string): string => {
  const value = request.headers[name];
  return Array.isArray(value) ? value.join(',') : (value ?? '');
};
