import { expect, test } from 'vitest';
import { open, seal } from './seal.ts';
import { connectorSettings } from './settings.ts';

const first = 'a1'.repeat(32);
const second = 'b2'.repeat(32);
const { keys } = connectorSettings({ secret: first });

test('what is sealed opens, under the same id and key alone, and is never there twice', () => {
  const sealed = seal(keys, { id: 'con_1', secret: 'whsec_密钥' });
  expect(open(keys, { id: 'con_1', sealed })).toBe('whsec_密钥');
  expect(Buffer.from(sealed).includes('whsec')).toBe(false);
  expect(seal(keys, { id: 'con_1', secret: 'whsec_密钥' })).not.toEqual(sealed);
  expect(() => open(keys, { id: 'con_2', sealed })).toThrow('connectors/secret_lost');
  const broken = sealed.map((byte, at) => (at === sealed.length - 1 ? byte ^ 1 : byte));
  expect(() => open(keys, { id: 'con_1', sealed: broken })).toThrow('connectors/secret_lost');
});

test('after the installation’s secret was changed once the shops’ still open, after twice they are lost', () => {
  const sealed = seal(keys, { id: 'con_1', secret: 'a secret' });
  const rotated = connectorSettings({ secret: second, previousSecret: first });
  expect(open(rotated.keys, { id: 'con_1', sealed })).toBe('a secret');
  expect(() => open(connectorSettings({ secret: second }).keys, { id: 'con_1', sealed })).toThrow(
    'secret_lost',
  );
});
