import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';

/** What is known about the origin of a request. */
export interface Client {
  readonly address: string;
  /** Encrypted all the way to us, or to a trusted proxy. */
  readonly secure: boolean;
  /** From this machine directly, without a proxy. */
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
/**
 * What counts as one client where clients are limited: an IPv4 address, or the first 64 bits of an IPv6 address, since anyone with such an address has that whole
 * network. In: an address as a socket has it.
 */
export const networkOf = (address: string): string => {
  if (isIP(address) !== 6) return address;
  const [left = '', right] = (address.split('%', 1)[0] ?? '').split('::');
  const groups = (text: string): string[] => (text === '' ? [] : text.split(':'));
  const given = [groups(left), groups(right ?? '')] as const;
  const zeros = right === undefined ? 0 : 8 - given[0].length - given[1].length;
  const whole = [...given[0], ...Array<string>(Math.max(0, zeros)).fill('0'), ...given[1]];
  return `${whole
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`;
};

export const isLoopback = (address: string): boolean => listed(LOOPBACK, plain(address));

/** `Host` names this machine. A request without Host does not come from a browser. */
export const isLoopbackHost = (host: string | undefined): boolean => {
  const name = host?.replace(/:\d*$/, '').toLowerCase();
  return name === undefined || name === 'localhost' || name === '[::1]' || isLoopback(name);
};

/** The proxies of TRUST_PROXY: addresses and networks separated by commas, or the word `loopback`. Null when the text is invalid. */
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

/** Forwarded headers are trusted only from trusted proxies. From anyone else they prove that there is a proxy, so they can only remove rights. */
export const clientOf = (request: IncomingMessage, proxies: BlockList): Client => {
  const peer = plain(request.socket.remoteAddress ?? '');
  const encrypted = 'encrypted' in request.socket;
  const forwarded = FORWARDED.some((name) => request.headers[name] !== undefined);
  if (!listed(proxies, peer)) return { address: peer, secure: encrypted, loopback: isLoopback(peer) && !forwarded };
  const hops = header(request, 'x-forwarded-for').split(',').map(plain).filter(Boolean);
  const address = hops.findLast((hop) => !listed(proxies, hop)) ?? hops[0] ?? peer;
  const secure = encrypted || header(request, 'x-forwarded-proto').split(',').at(-1)?.trim() === 'https';
  // A request through a proxy never counts as from this machine, whatever address it names.
  return { address, secure, loopback: isLoopback(peer) && !forwarded };
};

const header = (request: IncomingMessage, name: string): string => {
  const value = request.headers[name];
  return Array.isArray(value) ? value.join(',') : (value ?? '');
};
