import { createHmac } from 'node:crypto';
import { holdCheckedOrders } from '@kolony/commissions';
import { connectorSettings, createConnection, receiveEvent } from '@kolony/connectors';
import { promiseSample, submitDraft } from '@kolony/deals';
import {
  answerMembership,
  createApiKey,
  inviteMember,
  openAgencySession,
  openBrandSession,
  openPortalSession,
  proposeMembership,
  signUpAgency,
  signUpBrand,
  signUpKol,
  systemScope,
} from '@kolony/identity';
import type { BrandScope, KolScope } from '@kolony/identity/schema';
import { newId, present } from '@kolony/kernel';
import { createCoupon, saveBundle, setDomain } from '@kolony/links';
import { approveBatch, preparePayouts } from '@kolony/payouts';
import { addAnnotation, createSchedule, createShare, saveView } from '@kolony/reports';
import { type PayableWorld, payableWorld } from '@kolony/scenarios/worlds';
import { makeWarehouse } from '@kolony/testing';
import { readClickToken, readClickTokenKeys } from '@kolony/tracking';
import { openWarehouse } from '@kolony/warehouse';
import { createEndpoint, sendTestEvent, webhookSettings } from '@kolony/webhooks';
import type { BrandContext, PortalContext, RpcDeps } from '../src/trpc.ts';
import { brandClient, type Client, portalClient } from './clients.ts';
import type { Ids } from './inputs.ts';

/** One tenant's three sessions; `portal` is the KOL's. */
export type Side = Record<'brand' | 'portal' | 'agency', Client>;

export interface TwoTenants extends AsyncDisposable {
  deps: RpcDeps;
  /** Everything that belongs to A: a live deal with money, a payout in flight, an API key, a webhook. */
  idsOfA: Ids;
  /** What must never be in an answer to somebody else. */
  secretsOfA: string[];
  a: Side;
  /** A brand and a KOL who have nothing to do with A, nor with each other. */
  b: Side;
  anyone: Side;
  tokenOfA: string;
}

/** Ids of the right form that name nothing. */
export const missing = (): Ids => ({
  brandId: newId('brd'),
  kolId: newId('kol'),
  campaignId: newId('cmp'),
  dealId: newId('dea'),
  linkId: newId('lnk'),
  commissionId: newId('com'),
  payoutId: newId('pay'),
  batchId: newId('bat'),
  keyId: newId('key'),
  deliverableId: newId('ddl'),
  submissionId: newId('sub'),
  sampleId: newId('smp'),
  membershipId: newId('mem'),
  invitationId: newId('inv'),
  shareId: newId('shr'),
  viewId: newId('vew'),
  scheduleId: newId('sch'),
  alertId: newId('alr'),
  annotationId: newId('ann'),
  userId: newId('usr'),
  endpointId: newId('whk'),
  eventId: newId('evt'),
  conversionId: newId('cnv'),
  bundleId: newId('bdl'),
  connectionId: newId('con'),
});

export async function brandContext(deps: RpcDeps, token: string | null): Promise<BrandContext> {
  return {
    ...request(deps, token),
    session: token ? present(await openBrandSession(deps, token), 'session') : null,
  };
}

async function portalContext(deps: RpcDeps, token: string | null): Promise<PortalContext> {
  return {
    ...request(deps, token),
    session: token ? present(await openPortalSession(deps, token), 'session') : null,
  };
}

const request = (deps: RpcDeps, token: string | null) => ({
  deps,
  address: '192.0.2.1',
  token,
  setToken: () => undefined,
});

export async function makeTwoTenants(): Promise<TwoTenants> {
  const store = await makeWarehouse();
  const world = await payableWorld();
  const warehouse = openWarehouse({ url: store.url, surface: 'test' });
  const clickKeys = readClickTokenKeys('a1'.repeat(32));
  const deps: RpcDeps = {
    ...world.deps,
    warehouse,
    lookUpTxt: async () => [],
    webhooks: webhookSettings({ secret: 'a1'.repeat(32), webhooksToLoopback: false }),
    clickKeys,
    readClick: (token) => readClickToken(clickKeys, token),
    connectors: connectorSettings({ secret: 'a1'.repeat(32) }),
  };
  const { brand, kol, campaignId, link, commissionId } = world;
  const { apiKey } = await createApiKey(deps, brand.scope, {
    name: 'Shop of A',
    scopes: ['conversions:write'],
  });
  const proposed = await preparePayouts(deps, brand.scope, {
    currency: 'CNY',
    parties: [{ party: `kol:${kol.scope.kolId}`, expectedPayable: 3_000 }],
  });
  const batch = await approveBatch(deps, brand.scope, { id: proposed.id });
  const studio = await agencyOf(deps, 'Studio of A');
  const idsOfA: Ids = {
    brandId: brand.scope.brandId,
    kolId: kol.scope.kolId,
    campaignId,
    dealId: link.dealId,
    linkId: link.id,
    commissionId,
    payoutId: present(batch.payouts[0], 'payout').id,
    batchId: batch.id,
    keyId: apiKey.id,
    ...(await workOf(deps, world, link.dealId)),
    invitationId: (await inviteMember(deps, brand.scope, { email: 'colleague@a.example', role: 'finance' }))
      .invitation.id,
    shareId: (
      await createShare(deps, brand.scope, {
        report: 'overview',
        question: { currency: 'CNY', period: { days: 7 } },
        days: 7,
      })
    ).share.id,
    viewId: (await saveView(deps, brand.scope, { report: 'kols', name: 'A', search: '', shared: true })).id,
    scheduleId: (
      await createSchedule(deps, brand.scope, {
        report: 'kols',
        question: { currency: 'CNY', period: { days: 7 } },
        rhythm: { every: 'daily', hour: 8 },
        locale: 'en',
        recipients: ['boss@a.example'],
      })
    ).id,
    alertId: await alertOf(deps, { brandId: brand.scope.brandId, campaignId }),
    annotationId: (
      await addAnnotation(deps, brand.scope, {
        day: '2026-10-01',
        text: 'Live show',
        campaignId,
      })
    ).id,
    userId: brand.scope.actor.replace('user:', ''),
    membershipId: await joinedBy(deps, { scope: kol.scope, agency: studio.token }),
    ...(await webhookOf(deps, brand.scope)),
    conversionId: await heldOrderOf(deps, brand.scope.brandId),
    bundleId: await bundleOf(deps, kol.scope, link.id),
    connectionId: await connectionOf(deps, brand.scope),
  };
  await createCoupon(deps, brand.scope, { dealId: link.dealId, code: 'CODE-OF-A' });
  await setDomain(deps, brand.scope, { host: 'go.a.example' });
  await insertClick(deps, idsOfA);
  const password = 'somebody else entirely';
  const b = {
    brand: await signUpBrand(deps, {
      email: 'b@brand.example',
      password,
      name: 'B',
      workspace: 'B',
      timeZone: 'UTC',
    }),
    kol: await signUpKol(deps, {
      email: 'b@kol.example',
      password,
      displayName: 'B',
      handle: 'somebody_b',
      timeZone: 'UTC',
    }),
    agency: await agencyOf(deps, 'Agency of B'),
  };
  const side = async (
    brandToken: string | null,
    kol: string | null,
    agency: string | null,
  ): Promise<Side> => ({
    brand: brandClient(await brandContext(deps, brandToken)),
    portal: portalClient(await portalContext(deps, kol)),
    agency: portalClient(await portalContext(deps, agency)),
  });
  return {
    deps,
    idsOfA,
    secretsOfA: [
      ...Object.values(idsOfA),
      link.slug,
      'Huaxi',
      'Spring serum',
      'order-1',
      'lin@brand',
      'mei@kol',
      'Shop of A',
      'Studio of A',
      'CODE-OF-A',
      'go.a.example',
      'Connection of A',
      'of-a-',
    ],
    a: await side(brand.token, kol.token, studio.token),
    b: await side(b.brand.token, b.kol.token, b.agency.token),
    anyone: await side(null, null, null),
    tokenOfA: brand.token,
    async [Symbol.asyncDispose]() {
      await warehouse.close();
      await world[Symbol.asyncDispose]();
      await store[Symbol.asyncDispose]();
    },
  };
}

const agencyOf = (deps: RpcDeps, name: string) =>
  signUpAgency(deps, {
    email: `${name.replaceAll(' ', '-').toLowerCase()}@agency.example`,
    password: 'somebody else entirely',
    name,
    kind: 'mcn',
    timeZone: 'UTC',
  });

/** The membership of A's KOL in A's agency, which asks for a fifth. */
async function joinedBy(
  deps: RpcDeps,
  { scope, agency }: { scope: KolScope; agency: string },
): Promise<string> {
  const session = present(await openAgencySession(deps, agency), 'session');
  const kol = await deps.db.kol.findUniqueOrThrow({ where: { id: scope.kolId } });
  const { id } = await proposeMembership(deps, session.scope, { handle: kol.handle, shareBp: 2_000 });
  await answerMembership(deps, scope, { id, agree: true });
  return id;
}

/** A's shop, and an event of it that waits for its order. */
async function connectionOf(deps: RpcDeps, scope: BrandScope): Promise<string> {
  const secret = 'a secret of A';
  const shop = { provider: 'woocommerce', name: 'Connection of A', orderPrefix: 'of-a-', secret } as const;
  const { id } = await createConnection(deps, scope, shop);
  const body = Buffer.from('{"id":7}');
  const headers = {
    'x-wc-webhook-topic': 'order.deleted',
    'x-wc-webhook-signature': createHmac('sha256', secret).update(body).digest('base64'),
  };
  await receiveEvent(deps, { id, request: { headers, body } });
  return id;
}

/** A's order, which broke a rule. */
async function alertOf(deps: RpcDeps, of: { brandId: string; campaignId: string }): Promise<string> {
  const facts = { value: 300, usual: 100, spread: 10, days: 28, cause: null, kol: null };
  const now = deps.clock.now();
  const { id } = await deps.db.alert.create({
    data: {
      ...of,
      id: newId('alr'),
      day: now.toISOString().slice(0, 10),
      metric: 'clicks',
      facts,
      raisedAt: now,
    },
  });
  return id;
}

async function heldOrderOf(deps: RpcDeps, brandId: string): Promise<string> {
  const row = await deps.db.conversion.findFirstOrThrow({ where: { brandId } });
  const order = {
    conversionId: row.id,
    brandId,
    campaignId: row.campaignId ?? '',
    kolId: '',
    at: row.occurredAt,
    recordedAt: row.recordedAt,
    click: null,
    earlierClicks: [],
    ownAccount: true,
    buyerKols: 1,
    codeOrders: { lastHour: 0, usualHour: 0 },
    delays: { orders: 0, alike: 0 },
  };
  const reasons = [{ code: 'own_purchase' as const, weight: 100, value: 1, threshold: 1 }];
  await holdCheckedOrders(deps, systemScope('test'), [{ order, score: 100, reasons, hold: true }]);
  return row.id;
}

async function bundleOf(deps: RpcDeps, scope: KolScope, linkId: string): Promise<string> {
  const items = [{ linkId, title: 'Serum of A' }];
  const page = { title: 'Bundle of A', onStorefront: true, published: true, items };
  return (await saveBundle(deps, scope, page)).id;
}

/** Where A's brand is told of events, and one that is on its way. */
async function webhookOf(deps: RpcDeps, scope: BrandScope): Promise<Pick<Ids, 'endpointId' | 'eventId'>> {
  const url = 'https://93.184.216.34/hook-of-a';
  const { endpoint } = await createEndpoint(deps, scope, { url, eventTypes: ['deal.ended'] });
  return { endpointId: endpoint.id, ...(await sendTestEvent(deps, scope, { id: endpoint.id })) };
}

/** A draft that A's KOL handed in and a sample that A's brand promised. */
async function workOf(
  deps: RpcDeps,
  { brand, kol }: Pick<PayableWorld, 'brand' | 'kol'>,
  dealId: string,
): Promise<Pick<Ids, 'deliverableId' | 'submissionId' | 'sampleId'>> {
  const sample = { dealId, item: 'Serum of A', quantity: 1, cost: 9_900 };
  const { work, samples } = await promiseSample(deps, brand.scope, sample);
  const deliverableId = present(work[0], 'deliverable').id;
  const draft = { deliverableId, text: 'Draft of A', url: null, media: [] };
  const handedIn = await submitDraft(deps, kol.scope, draft);
  const submissionId = present(handedIn.work[0]?.submissions[0], 'submission').id;
  return { deliverableId, submissionId, sampleId: present(samples[0], 'sample').id };
}

/** A click of A's link, so that A's own report is not as empty as everybody's. */
async function insertClick({ warehouse, clock }: RpcDeps, ids: Ids): Promise<void> {
  const row = {
    click_id: 'click-of-a',
    at: clock.now().toISOString(),
    brand_id: ids.brandId,
    campaign_id: ids.campaignId,
    deal_id: ids.dealId,
    kol_id: ids.kolId,
    link_id: ids.linkId,
    visitor: 'visitor-of-a',
    network_hash: 'network-of-a',
    kind: 'click',
    counted: true,
    repeat: false,
    route: '',
    device: 'phone',
    in_app: '',
    referrer_host: '',
    language: '',
    country: '',
    consent: 'not_required',
  };
  await warehouse.insert({ table: 'clicks', rows: [row], token: 'click-of-a' });
}
