import { openBrandSession } from '@kolony/identity';
import { ROLE_PERMISSIONS, Role } from '@kolony/identity/schema';
import { present } from '@kolony/kernel';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type Answer, brandClient } from './clients.ts';
import { type Ids, INPUTS } from './inputs.ts';
import { procedures, type Walked } from './procedures.ts';
import { brandContext, makeTwoTenants, missing, type Side, type TwoTenants } from './two-tenants.ts';

const all = procedures();
const named = (wanted: (procedure: Walked) => boolean) =>
  all.filter(wanted).map((procedure) => [`${procedure.app} ${procedure.path}`, procedure] as const);
const inputOf = ({ app, path }: Walked, ids: Ids) =>
  present(INPUTS[app][path], `an input for ${app} ${path} in inputs.ts`)(ids);

let world: TwoTenants;
beforeAll(async () => {
  world = await makeTwoTenants();
});
afterAll(() => world[Symbol.asyncDispose]());

/** Whoever may call it: the portal's procedures belong to KOLs unless they say they are an agency's. */
const callerOf = (side: Side, { app, may }: Walked) => (may === 'agency' ? side.agency : side[app]);

/** An answer with every id by the name of its field, so that answers about two ids can be compared. */
function unnamed(answer: Answer, ids: Ids): string {
  return Object.entries(ids).reduce(
    (text, [name, id]) => text.replaceAll(id, `<${name}>`),
    JSON.stringify(answer),
  );
}

/** Whoever is found by every brand (KOLs and agencies, by search) is no secret of one brand. */
const PUBLIC = ['brand kols.search', 'brand agencies.search'];

describe('the table of inputs', () => {
  test('has a request for every procedure and for nothing else', () => {
    const written = Object.entries(INPUTS).flatMap(([app, table]) =>
      Object.keys(table).map((path) => `${app} ${path}`),
    );
    expect(written.sort()).toEqual(all.map(({ app, path }) => `${app} ${path}`).sort());
  });

  test.each(named(() => true))(
    '%s: the request is valid and names all that can be named',
    (_name, procedure) => {
      const ids = missing();
      const input = inputOf(procedure, ids);
      for (const parser of procedure.inputs) {
        expect(parser.safeParse(input).error?.issues ?? []).toEqual([]);
        const { properties = {} } = z.toJSONSchema(parser, { io: 'input', unrepresentable: 'any' });
        for (const field of Object.keys(properties).filter(
          (key) => /^id$|[a-z]Id$/.test(key) && key !== 'taxId',
        ))
          expect(Object.values(ids)).toContain(new Map(Object.entries(input ?? {})).get(field));
      }
    },
  );
});

describe('somebody else’s ids are ids of nothing', () => {
  test.each(named(({ may }) => may !== 'anyone'))('%s', async (name, procedure) => {
    const { idsOfA, secretsOfA, b } = world;
    const ids = missing();
    const about = await callerOf(b, procedure)(procedure, inputOf(procedure, idsOfA));
    const nothing = await callerOf(b, procedure)(procedure, inputOf(procedure, ids));
    const named = JSON.stringify(inputOf(procedure, idsOfA) ?? {});

    if (/"id"|Id"|"party"/.test(named)) {
      expect(unnamed(about, idsOfA)).toBe(unnamed(nothing, ids));
      // A KOL belongs to no brand, so paying one out is not refused for being unknown but for having earned nothing.
      if (!about.ok)
        expect(about).toMatchObject(
          name === 'brand payouts.prepare' ? { kind: 'conflict' } : { kind: 'not_found', status: 404 },
        );
    } else expect(about).toMatchObject({ ok: true });
    if (PUBLIC.includes(name)) return;
    // What the caller sent may come back; nothing else of A may.
    const told = JSON.stringify(about);
    expect(secretsOfA.filter((secret) => told.includes(secret) && !named.includes(secret))).toEqual([]);
  });

  // Without this an answer "not found" to everybody would pass for isolation.
  test.each(named(({ may, type }) => may !== 'anyone' && type === 'query'))(
    '%s answers its owner',
    async (_name, procedure) => {
      const { idsOfA, secretsOfA, a } = world;
      const answer = await callerOf(a, procedure)(procedure, inputOf(procedure, idsOfA));
      expect(answer).toMatchObject({ ok: true });
      const told = JSON.stringify(answer);
      const silent = [
        'brand agreement.check',
        'brand agreement.read',
        'brand budget.balances',
        'brand budget.spend',
        'brand deals.recommend',
        'brand guarantees.get',
        // What is older than an hour.
        'brand integration.deliveries',
        'brand integration.orders',
        'brand integration.visits',
        'brand payouts.payable',
        'brand payouts.policies',
        'brand privacy.erasures',
        'brand reports.clickKinds',
        'brand reports.attribution',
        'brand reports.orders',
        'brand reports.content',
        'brand reports.customers',
        'brand reports.products',
        'brand reports.quality',
        'brand reports.spend',
        'brand reports.timing',
        'brand reports.traffic',
        'brand site.origins',
        'portal guarantees.get',
        'portal offers.funded',
        'portal offers.open',
        'portal payouts.profile',
        'portal reports.deal',
      ];
      if (!silent.includes(`${procedure.app} ${procedure.path}`))
        expect(secretsOfA.some((secret) => told.includes(secret))).toBe(true);
    },
  );
});

describe('without a session', () => {
  test.each(named(({ may }) => may !== 'anyone'))(
    '%s is refused before anything is read',
    async (_name, procedure) => {
      const answer = await world.anyone[procedure.app](procedure, inputOf(procedure, world.idsOfA));
      expect(answer).toMatchObject({ ok: false, status: 401, code: 'identity/unauthenticated', facts: {} });
    },
  );
});

describe('KOLs and agencies', () => {
  test.each(named(({ may }) => may === 'kol' || may === 'agency'))(
    '%s is refused to the other of the two',
    async (_name, procedure) => {
      const { a, idsOfA } = world;
      const other = procedure.may === 'kol' ? a.agency : a.portal;
      const answer = await other(procedure, inputOf(procedure, idsOfA));
      expect(answer).toMatchObject({ ok: false, status: 403, code: 'identity/forbidden' });
    },
  );

  test('an agency reads the same pages of its own', async () => {
    const { a, idsOfA } = world;
    for (const procedure of all.filter(
      ({ app, may, type }) => app === 'portal' && may === 'signed_in' && type === 'query',
    )) {
      const answer = await a.agency(procedure, inputOf(procedure, idsOfA));
      // It earned nothing with the brand yet: neither a commission nor a statement is there.
      const none = ['earnings.explain', 'statements.get'].includes(procedure.path);
      expect([procedure.path, answer]).toMatchObject([
        procedure.path,
        none ? { ok: false, status: 404 } : { ok: true },
      ]);
    }
  });
});

describe.each(Role.options)('a member whose role is %s', (role) => {
  test('may call what the role has permission for, and nothing else', async () => {
    const { deps, tokenOfA, idsOfA } = world;
    await deps.db.member.updateMany({ where: { brandId: idsOfA.brandId }, data: { role } });
    const call = brandClient(await brandContext(deps, tokenOfA));
    expect((await openBrandSession(deps, tokenOfA))?.me.role).toBe(role);
    for (const procedure of all.filter(({ app, may }) => app === 'brand' && may !== 'anyone')) {
      // Ids of nothing: a call that is let through changes nothing.
      const answer = await call(procedure, inputOf(procedure, missing()));
      const allowed =
        procedure.may === 'signed_in' ||
        ROLE_PERMISSIONS[role].some((permission) => permission === procedure.may);
      const refused = !answer.ok && answer.status === 403 && answer.code === 'identity/forbidden';
      expect([procedure.path, refused ? 'refused' : 'allowed']).toEqual([
        procedure.path,
        allowed ? 'allowed' : 'refused',
      ]);
    }
  });
});
