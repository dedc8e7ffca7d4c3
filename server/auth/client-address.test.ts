import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { addressBlock, clientAddress, tagPeerAddresses } from './client-address.ts';

const headersOf = (forwarded: string | null, peer = '10.0.0.9') =>
  new Headers({ 'x-gatehouse-peer': peer, ...(forwarded === null ? {} : { 'x-forwarded-for': forwarded }) });

test('without proxies a spoofed X-Forwarded-For changes nothing', () => {
  expect(clientAddress(headersOf('1.2.3.4'), 0)).toBe('10.0.0.9');
  expect(clientAddress(headersOf(null), 0)).toBe('10.0.0.9');
});

test('behind proxies only the entries they wrote count', () => {
  expect(clientAddress(headersOf('6.6.6.6, 203.0.113.7'), 1)).toBe('203.0.113.7');
  expect(clientAddress(headersOf('6.6.6.6, 203.0.113.7, 10.0.0.8'), 2)).toBe('203.0.113.7');
  expect(clientAddress(headersOf(null), 2)).toBe('10.0.0.9');
});

test('an IPv6 client is counted by its /64, an IPv4 one by itself', () => {
  expect(addressBlock('2001:db8:0:1:aaaa::1')).toBe(addressBlock('2001:0db8::1:bbbb:0:0:2'));
  expect(addressBlock('2001:db8:0:2::1')).not.toBe(addressBlock('2001:db8:0:1::1'));
  expect(addressBlock('::ffff:192.0.2.1')).toBe('192.0.2.1');
  expect(addressBlock('::1')).toBe('0:0:0:0::/64');
  expect(addressBlock('unknown')).toBe('unknown');
});

test('the peer header is what the socket says, whatever the client sent', async () => {
  tagPeerAddresses();
  const server = createServer((request, response) => response.end(request.headers['x-gatehouse-peer']));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const answer = await fetch(`http://127.0.0.1:${port}/`, { headers: { 'x-gatehouse-peer': '6.6.6.6' } });
  expect(await answer.text()).toBe('127.0.0.1');
  server.close();
});
