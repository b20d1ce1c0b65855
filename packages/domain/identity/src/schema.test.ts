import { describe, expect, test } from 'vitest';
import { may, NewChannel, Permission, Role, SignIn, SignUpBrand, SignUpKol } from './schema.ts';

const brand = {
  email: 'a@b.example',
  password: 'a long enough one',
  name: 'Lin',
  workspace: 'Huaxi',
  timeZone: 'Asia/Shanghai',
};
const kol = {
  email: 'a@b.example',
  password: 'a long enough one',
  displayName: 'Mia',
  handle: 'mia_runs',
  timeZone: 'UTC',
};

/** Written out, so that widening a role's powers is seen in a review of this file too. */
const MATRIX: Record<Role, string[]> = {
  owner: [...Permission.options],
  manager: [
    'campaign.read',
    'campaign.write',
    'deal.read',
    'deal.write',
    'report.read',
    'report.write',
    'budget.read',
    'payout.read',
    'key.read',
    'key.write',
    'team.read',
  ],
  marketer: ['campaign.read', 'deal.read', 'report.read', 'report.write', 'budget.read'],
  finance: [
    'campaign.read',
    'deal.read',
    'report.read',
    'report.write',
    'budget.read',
    'budget.write',
    'payout.read',
    'payout.write',
    'team.read',
  ],
  clerk: [],
};

describe.each(Role.options)('%s', (role) => {
  test.each(Permission.options)('%s', (permission) => {
    expect(may(role, permission)).toBe(MATRIX[role].includes(permission));
  });
});

test('nobody but the owner both commits money and pays it out of the deals they make', () => {
  for (const role of Role.options.filter((other) => other !== 'owner'))
    expect(may(role, 'deal.write') && may(role, 'payout.write')).toBe(false);
});

test('e-mail addresses are one person however they are typed', () => {
  expect(SignIn.parse({ email: '  Lin.Yue@HUAXI.example ', password: 'x' }).email).toBe(
    'lin.yue@huaxi.example',
  );
});

test('time zones are stored as the databases spell them', () => {
  expect(SignUpBrand.parse({ ...brand, timeZone: 'asia/shanghai' }).timeZone).toBe('Asia/Shanghai');
});

test('a channel keeps the normalised address', () => {
  const channel = { platform: 'bilibili', handle: 'mia', followers: 1, niche: 'running' };
  expect(NewChannel.parse({ ...channel, url: 'HTTPS://Space.Bilibili.example/42' }).url).toBe(
    'https://space.bilibili.example/42',
  );
  for (const url of [
    'javascript:alert(1)',
    'https://a@b.example/',
    'ftp://b.example',
    'https://b.example/\r\nx',
    '',
  ])
    expect(NewChannel.safeParse({ ...channel, url }).success).toBe(false);
});

describe('refused, and the field named', () => {
  test.each([
    ['email', { email: 'a@b' }],
    ['email', { email: "x'; DROP TABLE users;--" }],
    ['email', { email: 'a\0@b.example' }],
    ['email', { email: `${'a'.repeat(250)}@b.example` }],
    ['password', { password: 'short one' }],
    ['password', { password: 'x'.repeat(201) }],
    ['password', { password: 'half a pair \ud83d' }],
    ['name', { name: '   ' }],
    ['name', { name: 'a\0b' }],
    ['workspace', { workspace: 'x'.repeat(81) }],
    ['timeZone', { timeZone: '+08:00' }],
    ['timeZone', { timeZone: 'Mars/Olympus' }],
    ['timeZone', { timeZone: '' }],
  ])('%s of %j', (field, more) => {
    const { error } = SignUpBrand.safeParse({ ...brand, ...more });
    expect(error?.issues.map((issue) => issue.path[0])).toContain(field);
  });

  test.each(['ab', 'a'.repeat(31), '_mia', 'mia_', 'mi a', 'm/../ia', '米娅米娅', 'mia\n', '%00a'])(
    'handle %j',
    (handle) => {
      const { success } = SignUpKol.safeParse({ ...kol, handle });
      // Trimmed first, as every form's text is.
      expect(success).toBe(handle.trim() === 'mia');
    },
  );
});
