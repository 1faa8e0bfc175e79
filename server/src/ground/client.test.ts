import type { IncomingMessage } from 'node:http';
import { BlockList } from 'node:net';
import { expect, test } from 'vitest';
import { clientOf, networkOf, readProxies } from './client.ts';

const from = (remoteAddress: string, headers: Record<string, string> = {}, encrypted = false) =>
  ({ socket: { remoteAddress, ...(encrypted && { encrypted: true }) }, headers }) as unknown as IncomingMessage;
const nobody = new BlockList();
const proxies = (text: string) => readProxies(text) ?? nobody;

test('[HT12] without a trusted proxy the peer is the client, and forwarded headers only take the loopback away', () => {
  expect(clientOf(from('::ffff:127.0.0.1'), nobody)).toEqual({ address: '127.0.0.1', secure: false, loopback: true });
  expect(clientOf(from('::1'), nobody).loopback).toBe(true);
  expect(clientOf(from('192.0.2.4', { 'x-forwarded-for': '127.0.0.1', 'x-forwarded-proto': 'https' }), nobody)).toEqual({
    address: '192.0.2.4',
    secure: false,
    loopback: false,
  });
  expect(clientOf(from('127.0.0.1', { 'x-forwarded-for': '127.0.0.1' }), nobody).loopback).toBe(false);
  expect(clientOf(from('192.0.2.4', {}, true), nobody).secure).toBe(true);
});

test('[HT12] behind trusted proxies the client is the last address nobody vouches for', () => {
  const trusted = proxies('loopback, 10.0.0.0/8, fd00::/8');
  const asked = (forwarded: string, proto = 'https') => clientOf(from('127.0.0.1', { 'x-forwarded-for': forwarded, 'x-forwarded-proto': proto }), trusted);
  expect(asked('203.0.113.9')).toEqual({ address: '203.0.113.9', secure: true, loopback: false });
  expect(asked('127.0.0.1, 203.0.113.9, 10.1.2.3').address).toBe('203.0.113.9');
  expect(asked('203.0.113.9', 'http').secure).toBe(false);
  expect(asked('garbage').loopback).toBe(false);
});

test('[HT12] nobody behind a trusted proxy is this machine, whatever is said; what asks for itself from here is', () => {
  const trusted = proxies('loopback, 10.0.0.0/8');
  const near = (peer: string, headers: Record<string, string>) => clientOf(from(peer, headers), trusted).loopback;
  expect(near('127.0.0.1', {})).toBe(true);
  expect(near('127.0.0.1', { 'x-forwarded-for': '127.0.0.1', 'x-forwarded-proto': 'http' })).toBe(false);
  expect(near('127.0.0.1', { 'x-forwarded-for': '127.0.0.1, 10.1.2.3' })).toBe(false);
  expect(near('10.1.2.3', { 'x-forwarded-for': '127.0.0.1' })).toBe(false);
  for (const header of ['x-real-ip', 'forwarded', 'x-forwarded-proto', 'x-forwarded-host'])
    expect([header, near('127.0.0.1', { [header]: 'x' })]).toEqual([header, false]);
});

test('[HT28] a TRUST_PROXY that cannot be read is refused', () => {
  for (const text of ['true', '10.0.0.0/33', 'proxy.example', '10.0.0.0/x', '::1/129']) expect([text, readProxies(text)]).toEqual([text, null]);
  expect(readProxies('')).not.toBeNull();
});

test('[PU4] what is limited by address is limited by the network that anyone with an IPv6 address has', () => {
  expect(networkOf('192.0.2.4')).toBe('192.0.2.4');
  const one = ['2001:db8:1:2::1', '2001:0DB8:1:2:ffff::9', '2001:db8:1:2:3:4:5:6', '2001:db8:1:2::192.0.2.4', '2001:db8:1:2::1%eth0'];
  expect(new Set(one.map(networkOf))).toEqual(new Set(['2001:db8:1:2::/64']));
  expect(['2001:db8:1:3::1', '2001:db8::1', '::1', 'fe80::1'].map(networkOf)).toEqual([
    '2001:db8:1:3::/64',
    '2001:db8:0:0::/64',
    '0:0:0:0::/64',
    'fe80:0:0:0::/64',
  ]);
});
