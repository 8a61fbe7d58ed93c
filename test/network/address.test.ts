import { describe, expect, it } from 'vitest';
import { whyNotPublic } from '../../src/network/address.js';

describe('an address that is not public', () => {
  it.each([
    ['0.0.0.0', "the machine's own"],
    ['0.1.2.3', "the machine's own"],
    ['127.0.0.1', 'a loopback'],
    ['127.255.255.254', 'a loopback'],
    ['10.0.0.1', 'a private'],
    ['172.16.0.1', 'a private'],
    ['172.31.255.255', 'a private'],
    ['192.168.1.1', 'a private'],
    ['100.64.0.1', 'a carrier-grade NAT'],
    ['100.127.255.255', 'a carrier-grade NAT'],
    ['100.100.100.200', 'a carrier-grade NAT'],
    ['169.254.169.254', 'a link-local'],
    ['168.63.129.16', 'a metadata'],
    ['192.0.0.192', 'a special-purpose'],
    ['198.18.0.1', 'a special-purpose'],
    ['224.0.0.1', 'a special-purpose'],
    ['240.0.0.1', 'a special-purpose'],
    ['255.255.255.255', 'a special-purpose'],
    ['::', "the machine's own"],
    ['::1', 'a loopback'],
    ['fe80::1', 'a link-local'],
    ['fe80::1%eth0', 'a link-local'],
    ['febf::1', 'a link-local'],
    ['fec0::1', 'a special-purpose'],
    ['fc00::1', 'a private'],
    ['fd00:ec2::254', 'a private'],
    ['ff02::1', 'a special-purpose'],
    // IPv4 in IPv6.
    ['::ffff:10.0.0.1', 'a private'],
    ['::ffff:7f00:1', 'a loopback'],
    ['::ffff:168.63.129.16', 'a metadata'],
    ['::127.0.0.1', 'a loopback'],
    ['::7f00:1', 'a special-purpose'],
    ['::a00:1', 'a special-purpose'],
    // Not handed out to anybody.
    ['100:0:0:1::1', 'a special-purpose'],
    ['4000::1', 'a special-purpose'],
    ['e000::1', 'a special-purpose'],
    ['64:ff9b::10.0.0.1', 'a private'],
    ['64:ff9b::a9fe:a9fe', 'a link-local'],
    ['64:ff9b:1::10.0.0.1', 'an unreadable'],
    ['64:ff9b:1::8.8.8.8', 'an unreadable'],
    ['2002:a00:1::', 'a special-purpose'],
    ['2001:0:a00:1::', 'a special-purpose'],
    ['::ffff:0:10.0.0.1', 'a special-purpose'],
    ['no address', 'an unreadable'],
    ['', 'an unreadable'],
  ])('is %s: %s one', (address, why) => {
    expect(whyNotPublic(address)).toBe(why);
  });
});

it.each([
  '1.1.1.1',
  '100.63.255.255',
  '100.128.0.1',
  '172.15.255.255',
  '172.32.0.1',
  '169.253.0.1',
  '2606:4700::6810:84e5',
  '2a00:1450:4001::1',
  '::ffff:1.1.1.1',
  '64:ff9b::1.1.1.1',
])('%s is a public address', (address) => {
  expect(whyNotPublic(address)).toBeUndefined();
});
