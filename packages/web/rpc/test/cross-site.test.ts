import { describe, expect, test } from 'vitest';
import { handleBrand, handlePortal } from '../src/server.ts';

const HANDLERS = { brand: handleBrand, portal: handlePortal };
const post = (headers: Record<string, string>) =>
  new Request('http://app.example/api/trpc/auth.signOut', {
    method: 'POST',
    headers: { host: 'app.example', ...headers },
  });

const ELSEWHERE: Record<string, string>[] = [
  { 'sec-fetch-site': 'cross-site' },
  { 'sec-fetch-site': 'same-site' },
  { 'sec-fetch-site': 'none' },
  { origin: 'http://evil.example' },
  { origin: 'http://app.example.evil.example' },
  { origin: 'http://app.example:8080' },
  { origin: 'null' },
  { origin: 'nonsense' },
  { 'sec-fetch-site': 'same-origin', origin: 'http://evil.example' },
];

/** Refused before a store is opened: this test has none. */
describe.each(Object.entries(HANDLERS))(
  '%s: a change asked for by another site’s page is refused',
  (_app, handle) => {
    test.each(ELSEWHERE)('%j', async (headers) => {
      const answer = await handle(post(headers));
      expect(answer.status).toBe(403);
      expect(answer.headers.get('set-cookie')).toBeNull();
    });
  },
);
