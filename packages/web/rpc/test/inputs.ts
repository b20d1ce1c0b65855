import type { NewCampaign } from '@kolony/campaigns/schema';

/** The ids that requests name things by; each tenant has its own. */
export interface Ids {
  brandId: string;
  kolId: string;
  campaignId: string;
  dealId: string;
  linkId: string;
  commissionId: string;
  payoutId: string;
  batchId: string;
  keyId: string;
  deliverableId: string;
  submissionId: string;
  sampleId: string;
  membershipId: string;
  invitationId: string;
  userId: string;
  endpointId: string;
  eventId: string;
  conversionId: string;
}

const campaign: NewCampaign = {
  name: 'Autumn serum',
  currency: 'CNY',
  brief: 'Show how you use it.',
  disclosure: '广告',
  landingUrl: 'https://shop.example/serum',
  fallbackUrl: null,
  attribution: { model: 'last_click', windowDays: 30, codeRule: 'code_wins' },
  offer: { earnings: [{ kind: 'cps', rateBp: 1_000 }], holdDays: 7 },
  deliverables: [],
  openToApply: false,
  startsAt: null,
  endsAt: null,
};
const terms = { rules: campaign.offer, deliverables: campaign.deliverables, message: '' };
const reason = 'matrix';
const submission = { text: '#ad', url: 'https://posts.example/1', media: [] };
const password = 'a long enough sentence';
const period = { from: '2026-09-01', to: '2026-12-01' };
const interval = { from: new Date('2026-09-01'), to: new Date('2026-12-01') };

/** One valid request for every procedure, as somebody who holds these ids would make it. */
export const INPUTS: Record<'brand' | 'portal', Record<string, (ids: Ids) => unknown>> = {
  brand: {
    'auth.signUp': () => ({
      email: 'new@brand.example',
      password,
      name: 'New',
      workspace: 'New',
      timeZone: 'UTC',
    }),
    'auth.invitation': () => ({ token: 'nobody-was-sent-this' }),
    'auth.join': () => ({ token: 'nobody-was-sent-this', name: 'New', password }),
    'auth.signIn': () => ({ email: 'nobody@brand.example', password }),
    'auth.signOut': () => undefined,
    'auth.me': () => undefined,
    'campaigns.list': () => ({}),
    'campaigns.get': ({ campaignId }) => ({ id: campaignId }),
    'campaigns.create': () => campaign,
    'campaigns.update': ({ campaignId }) => ({ id: campaignId, campaign }),
    'campaigns.publish': ({ campaignId }) => ({ id: campaignId }),
    'campaigns.close': ({ campaignId }) => ({ id: campaignId }),
    'budget.balances': () => undefined,
    'budget.spend': ({ campaignId }) => ({ campaignId }),
    'budget.deposit': () => ({ amount: 100, currency: 'CNY', reference: 'WIRE-MATRIX' }),
    'budget.fund': ({ campaignId }) => ({ campaignId, amount: 100, idempotencyKey: 'matrix-fund' }),
    'deals.list': ({ campaignId }) => ({ campaignId }),
    'deals.get': ({ dealId }) => ({ id: dealId }),
    'deals.invite': ({ campaignId, kolId }) => ({ campaignId, kolId, message: '' }),
    'deals.recommend': ({ campaignId }) => ({ campaignId }),
    'deals.counter': ({ dealId }) => ({ id: dealId, round: 1, ...terms }),
    'deals.acceptCounter': ({ dealId }) => ({ id: dealId, round: 1 }),
    'deals.decline': ({ dealId }) => ({ id: dealId, reason }),
    'deals.withdraw': ({ dealId }) => ({ id: dealId, reason }),
    'deals.amend': ({ dealId }) => ({ id: dealId, rules: campaign.offer, reason }),
    'deals.pause': ({ dealId }) => ({ id: dealId, reason }),
    'deals.resume': ({ dealId }) => ({ id: dealId }),
    'deals.end': ({ dealId }) => ({ id: dealId, reason }),
    'deals.terminate': ({ dealId }) => ({ id: dealId, reason }),
    'work.review': ({ submissionId }) => ({ submissionId, approve: true, note: '' }),
    'work.comment': ({ submissionId }) => ({ submissionId, body: 'Nice' }),
    'work.promiseSample': ({ dealId }) => ({ dealId, item: 'Serum', quantity: 1, cost: 9_900 }),
    'work.shipSample': ({ sampleId }) => ({ id: sampleId, carrier: 'SF', trackingNo: 'SF1' }),
    'kols.search': () => ({}),
    'team.get': () => undefined,
    'team.invite': () => ({ email: 'new@brand.example', role: 'finance' }),
    'team.revoke': ({ invitationId }) => ({ id: invitationId }),
    'team.setRole': ({ userId }) => ({ userId, role: 'finance' }),
    'team.remove': ({ userId }) => ({ userId }),
    'links.list': ({ campaignId }) => ({ campaignId }),
    'commissions.list': ({ campaignId, dealId }) => ({ campaignId, dealId }),
    'commissions.explain': ({ commissionId }) => ({ id: commissionId }),
    'payouts.payable': () => undefined,
    'payouts.list': () => ({}),
    'payouts.settle': ({ payoutId }) => ({ payoutId, reference: 'BANK-MATRIX' }),
    'payouts.fail': ({ payoutId }) => ({ payoutId, reason: 'Closed' }),
    'payouts.returned': ({ payoutId }) => ({ payoutId, reason: 'Unknown' }),
    'payouts.prepare': ({ kolId }) => ({
      currency: 'CNY',
      parties: [{ party: `kol:${kolId}`, expectedPayable: 3_000 }],
    }),
    'payouts.batches': () => ({}),
    'payouts.batch': ({ batchId }) => ({ id: batchId }),
    'payouts.approve': ({ batchId }) => ({ id: batchId }),
    'payouts.cancel': ({ batchId }) => ({ id: batchId }),
    'payouts.bankFile': ({ batchId }) => ({ batchId, format: 'pain001' }),
    'payouts.policies': () => undefined,
    'payouts.savePolicy': () => ({
      currency: 'CNY',
      minimum: 100,
      schedule: 'weekly',
      fourEyesAbove: 5_000_000,
      provider: 'manual',
    }),
    'statements.party': ({ kolId }) => ({ party: `kol:${kolId}`, currency: 'CNY', ...interval }),
    'campaigns.changeOffer': ({ campaignId }) => ({
      id: campaignId,
      rules: { earnings: [{ kind: 'cps', rateBp: 1_600 }], holdDays: 7 },
      reason: 'Season',
    }),
    'commissions.whatIf': ({ campaignId }) => ({ campaignId, ...interval }),
    'guarantees.get': ({ dealId }) => ({ dealId }),
    'guarantees.waive': ({ dealId }) => ({ id: dealId, reason: 'Goodwill' }),
    'statements.brand': () => ({ currency: 'CNY', ...interval }),
    'agencies.search': () => ({}),
    'privacy.erasures': () => undefined,
    'privacy.erase': () => ({ kind: 'customer', subject: 'nobody' }),
    'quality.list': ({ campaignId }) => ({ campaignId }),
    'quality.decide': ({ conversionId }) => ({ conversionId, decision: 'released', note: '' }),
    'reports.clickKinds': ({ campaignId }) => ({ campaignId, period }),
    'reports.campaign': ({ campaignId }) => ({ campaignId, period }),
    'reports.attribution': ({ campaignId }) => ({
      campaignId,
      currency: 'CNY',
      period,
      windowDays: 30,
      measure: 'placed',
    }),
    'reports.orders': ({ campaignId }) => ({ campaignId, period }),
    'keys.list': () => undefined,
    'keys.create': () => ({ name: 'Shop', scopes: ['conversions:write'] }),
    'keys.revoke': ({ keyId }) => ({ id: keyId }),
    'webhooks.list': () => undefined,
    'webhooks.create': () => ({ url: 'https://93.184.216.34/hook', eventTypes: ['deal.accepted'] }),
    'webhooks.change': ({ endpointId }) => ({ id: endpointId, enabled: false }),
    'webhooks.rotate': ({ endpointId }) => ({ id: endpointId, overlapHours: 24 }),
    'webhooks.remove': ({ endpointId }) => ({ id: endpointId }),
    'webhooks.test': ({ endpointId }) => ({ id: endpointId }),
    'webhooks.deliveries': ({ endpointId }) => ({ id: endpointId }),
    'webhooks.delivery': ({ endpointId, eventId }) => ({ endpointId, eventId }),
    'webhooks.replay': ({ endpointId, eventId }) => ({ endpointId, eventId }),
    'webhooks.replayFailed': ({ endpointId }) => ({ id: endpointId, since: interval.from }),
    'integration.links': () => ({}),
    'integration.visit': ({ linkId }) => ({ id: linkId }),
    'integration.tryOrder': () => ({ body: '{}' }),
    'integration.orders': () => undefined,
    'integration.deliveries': () => undefined,
    'integration.visits': () => undefined,
    'site.origins': () => undefined,
    'site.setOrigins': () => ({ origins: ['https://shop.example'] }),
  },
  portal: {
    'auth.signUp': () => ({
      email: 'new@kol.example',
      password,
      displayName: 'New',
      handle: 'new_kol',
      timeZone: 'UTC',
    }),
    'auth.signUpAgency': () => ({
      email: 'new@agency.example',
      password,
      name: 'New',
      kind: 'mcn',
      timeZone: 'UTC',
    }),
    'auth.signIn': () => ({ email: 'nobody@kol.example', password }),
    'auth.signOut': () => undefined,
    'auth.me': () => undefined,
    'channels.add': () => ({
      platform: 'douyin',
      handle: 'matrix',
      url: 'https://douyin.example/matrix',
      followers: 1,
      niche: 'skin care',
    }),
    'memberships.list': () => undefined,
    'memberships.propose': () => ({ handle: 'somebody_b', shareBp: 1_000 }),
    'memberships.withdraw': ({ membershipId }) => ({ id: membershipId }),
    'memberships.answer': ({ membershipId }) => ({ id: membershipId, agree: true }),
    'memberships.end': ({ membershipId }) => ({ id: membershipId }),
    'offers.list': () => ({}),
    'offers.get': ({ dealId }) => ({ id: dealId }),
    'offers.open': () => ({}),
    'offers.applyTo': ({ campaignId }) => ({ campaignId, message: '' }),
    'offers.counter': ({ dealId }) => ({ id: dealId, round: 1, ...terms }),
    'offers.accept': ({ dealId }) => ({ id: dealId, round: 1 }),
    'offers.decline': ({ dealId }) => ({ id: dealId, reason }),
    'offers.withdraw': ({ dealId }) => ({ id: dealId, reason }),
    'work.submitDraft': ({ deliverableId }) => ({ deliverableId, ...submission }),
    'work.submitProof': ({ deliverableId }) => ({ deliverableId, ...submission }),
    'work.comment': ({ submissionId }) => ({ submissionId, body: 'Thanks' }),
    'work.receiveSample': ({ sampleId }) => ({ id: sampleId }),
    'links.list': ({ dealId }) => ({ dealId }),
    'links.create': ({ dealId }) => ({ dealId, label: 'Second' }),
    'links.setState': ({ linkId }) => ({ id: linkId, state: 'paused' }),
    'links.qr': ({ linkId }) => ({ id: linkId }),
    'earnings.balances': () => undefined,
    'earnings.list': ({ dealId }) => ({ dealId }),
    'earnings.explain': ({ commissionId }) => ({ id: commissionId }),
    'payouts.list': () => ({}),
    'payouts.profile': () => undefined,
    'payouts.saveProfile': () => ({
      account: { holder: 'Lin Mei', number: '6222020200112230', bic: null, bankName: 'ICBC', country: 'CN' },
      taxRuleSet: 'none',
      legalName: 'Lin Mei',
      taxId: '',
    }),
    'guarantees.get': ({ dealId }) => ({ dealId }),
    'guarantees.accept': ({ dealId }) => ({ dealId }),
    'guarantees.dispute': ({ dealId }) => ({ id: dealId, reason: 'Two orders are missing' }),
    'offers.funded': ({ dealId }) => ({ dealId }),
    'statements.get': ({ brandId }) => ({ brandId, currency: 'CNY', ...interval }),
    'reports.deal': ({ dealId }) => ({ dealId, period }),
    'reports.clicks': ({ dealId }) => ({ dealId }),
  },
};
