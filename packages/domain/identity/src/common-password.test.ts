import { describe, expect, test } from 'vitest';
import { isCommonPassword } from './common-password.ts';

const email = 'lin.yue@huaxi.example';

describe('refused', () => {
  test.each([
    'password2026',
    'Password123!',
    'p@ssw0rd2026',
    '$uperman123',
    '123password',
    'qwertyuiop',
    'QWERTYUIOP',
    '1234567890',
    '0987654321',
    'aaaaaaaaaa',
    'abcabcabcabc',
    '1234512345',
    '1q2w3e4r5t',
    'woaini1314520',
    '5201314520',
    'kolonykolony',
    'Kolony2026!',
    'LIN.YUE@huaxi.example',
    'lin.yue1988',
    'ｐａｓｓｗｏｒｄ１２３',
  ])('%s', (password) => expect(isCommonPassword(password, email)).toBe(true));
});

describe('accepted', () => {
  test.each([
    'kolony-demo-2026',
    'correct horse battery staple',
    '春风又绿江南岸明月何时',
    'password-of-the-blue-heron',
    'x7$Kq9!mZp2w',
    '🦊🌲🏔️🛶🎻🪁🍄🧭🌧️',
    '1990-kunming-lake',
  ])('%s', (password) => expect(isCommonPassword(password, email)).toBe(false));
});

test('a short local part of an e-mail refuses nothing by itself', () => {
  expect(isCommonPassword('bo-1234567', 'bo@shop.example')).toBe(false);
});

test('the longest and oddest text is judged at once', () => {
  const started = performance.now();
  for (const text of ['a'.repeat(199).concat('b'), '1'.repeat(199).concat('a1'), '\ud800'.repeat(200)])
    isCommonPassword(text, email);
  expect(performance.now() - started).toBeLessThan(500);
});
