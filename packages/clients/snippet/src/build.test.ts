import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { buildSnippet } from './build.ts';

test('is one script of less than 3 kB gzipped', async () => {
  const text = await buildSnippet();
  expect(gzipSync(text).length).toBeLessThan(3_000);
  expect(gzipSync(text).length).toBeGreaterThan(500);
});

test('has nothing that a strict CSP or a browser of 2019 refuses', async () => {
  expect(await buildSnippet()).not.toMatch(
    /\beval\(|\bFunction\(|innerHTML|\.style\b|createElement\("(?:script|style)|replaceAll|\?\?=|\.at\(|randomUUID/,
  );
});
