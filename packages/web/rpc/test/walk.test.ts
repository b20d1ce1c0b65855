import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import { expect, test } from 'vitest';
import { brandRouter } from '../src/brand/router.ts';
import { portalRouter } from '../src/portal/router.ts';
import { procedures } from './procedures.ts';

const all = procedures();
const named = all.map((procedure) => [`${procedure.app} ${procedure.path}`, procedure] as const);

test('the walk sees both routers', () => {
  expect(all.filter(({ app }) => app === 'brand').length).toBeGreaterThan(25);
  expect(all.filter(({ app }) => app === 'portal').length).toBeGreaterThan(15);
});

test.each(named)(
  '%s says who may call it, and reads and answers by a schema',
  (_name, { may, inputs, type }) => {
    expect(may).toBeTruthy();
    expect(inputs).not.toHaveLength(0);
    expect(type).not.toBe('subscription');
  },
);

test('only signing up, joining, signing in and out and public pages are open to anyone', () => {
  const open = all.filter(({ may }) => may === 'anyone').map(({ path }) => path);
  expect(new Set(open)).toEqual(
    new Set([
      'auth.signUp',
      'auth.signUpAgency',
      'auth.invitation',
      'auth.join',
      'auth.signIn',
      'auth.signOut',
      'pages.storefront',
      'pages.bundle',
      'shares.open',
      // Whoever has a mail has its token.
      'schedules.subscription',
      'schedules.end',
    ]),
  );
});

test('what changes something is no query: every permission to write belongs to mutations, and no other does', () => {
  for (const { app, path, may, type } of all) {
    if (app === 'portal' || may === 'anyone' || may === 'signed_in') continue;
    expect([path, type]).toEqual([path, may.endsWith('.write') ? 'mutation' : 'query']);
  }
});

/** As an `<img src>` on somebody else's page would ask. */
async function get(app: 'brand' | 'portal', path: string): Promise<number> {
  const request = new Request(`http://app.example/api/trpc/${path}`);
  const endpoint = '/api/trpc';
  const createContext = () => {
    throw new Error('a mutation was asked for by GET and got as far as its context');
  };
  const answer =
    app === 'brand'
      ? await fetchRequestHandler({ endpoint, req: request, router: brandRouter, createContext })
      : await fetchRequestHandler({ endpoint, req: request, router: portalRouter, createContext });
  return answer.status;
}

test.each(named.filter(([, { type }]) => type === 'mutation'))(
  '%s cannot be reached by GET',
  async (_name, { app, path }) => {
    expect(await get(app, path)).toBe(405);
  },
);
