import { DAY } from '@kolony/kernel';
import { describe, expect, test } from 'vitest';
import {
  addComment,
  campaignSampleCost,
  endDeal,
  getDeal,
  getOffer,
  inviteKol,
  pauseDeal,
  promiseSample,
  receiveSample,
  shipSample,
  submitDraft,
  submitProof,
} from '../src/index.ts';
import { Deal } from '../src/schema.ts';
import { makeWorld, timelineOf, WITH_FEE, type World } from './world.ts';

const post = { url: 'https://posts.example/1', media: [] };
const draftOf = (deliverableId: string, text = 'My evening routine') => ({
  deliverableId,
  text,
  url: null,
  media: [],
});
const proofOf = (deliverableId: string, text = 'My evening routine 「广告」') => ({
  deliverableId,
  text,
  ...post,
});

/** An agreed deal with a fee; its one deliverable releases two thirds of it. */
async function agreed(w: World) {
  const campaignId = await w.funded(1_000_000);
  const invitation = { campaignId, kolId: w.kol.kolId, message: '', offer: WITH_FEE };
  const { id } = await inviteKol(w.deps, w.brand, invitation);
  const { work } = await w.accept(id);
  return { id, campaignId, deliverableId: work[0]?.id ?? '' };
}
const newest = (deal: Deal) => deal.work[0]?.submissions.at(-1)?.id ?? '';
/** As far as the approval of the draft. */
async function approved(w: World) {
  const deal = await agreed(w);
  await w.review(newest(await submitDraft(w.deps, w.kol, draftOf(deal.deliverableId))), true);
  return deal;
}

describe('a deliverable', () => {
  test('from draft over a revision to the confirmed posting; each step by its side, in the timeline and audited', async () => {
    await using w = await makeWorld();
    const { id, deliverableId } = await agreed(w);
    const stateOf = (deal: Deal) => [deal.work[0]?.state, deal.work[0]?.turn, deal.turn];

    const first = await submitDraft(w.deps, w.kol, draftOf(deliverableId));
    expect(stateOf(first)).toEqual(['draft_in_review', 'brand', 'brand']);
    expect(first.work[0]?.submissions).toMatchObject([
      { kind: 'draft', revision: 1, state: 'submitted', disclosure: null, reviewedAt: null, comments: [] },
    ]);
    w.clock.move(1_000);
    await w.review(newest(first), false, 'Name the product');
    const asked = await getOffer(w.deps, w.kol, { id });
    expect(stateOf(asked)).toEqual(['revision_asked', 'kol', 'kol']);
    expect(asked.work[0]?.submissions[0]).toMatchObject({
      state: 'rejected',
      reviewedAt: w.clock.now(),
      comments: [{ by: 'brand', body: 'Name the product', at: w.clock.now() }],
    });
    const second = await submitDraft(w.deps, w.kol, draftOf(deliverableId, 'The serum in my routine #ad'));
    expect(
      second.work[0]?.submissions.map(({ kind, revision, disclosure }) => [kind, revision, disclosure]),
    ).toEqual([
      ['draft', 1, null],
      ['draft', 2, '#ad'],
    ]);
    await w.review(newest(second), true);
    expect(stateOf(await getDeal(w.deps, w.brand, { id }))).toEqual(['draft_approved', 'kol', 'kol']);
    const posted = await submitProof(w.deps, w.kol, proofOf(deliverableId));
    expect(stateOf(posted)).toEqual(['proof_in_review', 'brand', 'brand']);
    expect(posted.work[0]?.submissions.at(-1)).toMatchObject({
      kind: 'proof',
      revision: 1,
      url: 'https://posts.example/1',
      disclosure: '广告',
    });
    w.clock.move(1_000);
    expect(await w.confirm(newest(posted))).toEqual({ dealId: id, milestoneKey: 'post' });
    const done = await getDeal(w.deps, w.brand, { id });
    expect(stateOf(done)).toEqual(['confirmed', null, null]);
    expect(done.work[0]).toMatchObject({ confirmedAt: w.clock.now() });
    expect(done.milestones.map(({ key, state }) => [key, state])).toEqual([
      ['sign', 'reserved'],
      ['post', 'released'],
    ]);
    expect(timelineOf(done)).toEqual([
      'invited brand',
      'accepted kol',
      'draft_submitted kol',
      'revision_asked brand',
      'draft_submitted kol',
      'draft_approved brand',
      'proof_submitted kol',
      'posting_confirmed brand',
      'milestone_released system',
    ]);
    expect(done.timeline.map(({ facts }) => facts).slice(2)).toEqual([
      { title: 'One video', revision: 1 },
      { title: 'One video', reason: 'Name the product' },
      { title: 'One video', revision: 2 },
      { title: 'One video' },
      { title: 'One video', revision: 1 },
      { title: 'One video', disclosure: '广告' },
      { key: 'post', title: 'With the post', amount: 200_000 },
    ]);
    expect((await w.audited(id)).map(({ action }) => action).slice(2)).toEqual([
      'deal.draft_submitted',
      'deal.revision_asked',
      'deal.draft_submitted',
      'deal.draft_approved',
      'deal.proof_submitted',
      'deal.posting_confirmed',
    ]);
    expect(Deal.parse(done)).toEqual(done);
  });

  test('without the disclosure label is not confirmed and releases nothing; a proof with it is', async () => {
    await using w = await makeWorld();
    const { id, deliverableId } = await approved(w);
    const silent = await submitProof(w.deps, w.kol, proofOf(deliverableId, 'My evening routine, 这不是广告'));
    await expect(w.confirm(newest(silent))).rejects.toMatchObject({
      code: 'deals/disclosure_missing',
      kind: 'conflict',
      facts: { title: 'One video' },
    });
    expect(await getDeal(w.deps, w.brand, { id })).toMatchObject({
      work: [{ state: 'proof_in_review', confirmedAt: null }],
      milestones: [{ state: 'reserved' }, { state: 'reserved' }],
    });
    await w.review(newest(silent), false, 'Add the label');
    const rejected = await getDeal(w.deps, w.brand, { id });
    expect(rejected.work[0]).toMatchObject({ state: 'draft_approved', turn: 'kol' });
    expect(rejected.timeline.at(-1)).toMatchObject({
      kind: 'proof_rejected',
      facts: { reason: 'Add the label' },
    });
    const again = await submitProof(w.deps, w.kol, proofOf(deliverableId));
    expect(again.work[0]?.submissions.at(-1)).toMatchObject({ kind: 'proof', revision: 2 });
    expect(await w.confirm(newest(again))).toMatchObject({ milestoneKey: 'post' });
  });

  test('without a part of the fee is confirmed and names none', async () => {
    await using w = await makeWorld();
    const { id } = await w.invite();
    const { work } = await w.accept(id);
    const deliverableId = work[0]?.id ?? '';
    await w.review(newest(await submitDraft(w.deps, w.kol, draftOf(deliverableId))), true, 'Lovely');
    const proof = await submitProof(w.deps, w.kol, proofOf(deliverableId));
    expect(proof.work[0]?.submissions[0]?.comments).toMatchObject([{ by: 'brand', body: 'Lovely' }]);
    expect(await w.confirm(newest(proof))).toEqual({ dealId: id, milestoneKey: null });
  });

  test('confirmed by ten at once releases its part once', async () => {
    await using w = await makeWorld();
    const { id, deliverableId } = await approved(w);
    const proof = newest(await submitProof(w.deps, w.kol, proofOf(deliverableId)));
    const results = await Promise.allSettled(Array.from({ length: 10 }, () => w.confirm(proof)));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const { timeline } = await getDeal(w.deps, w.brand, { id });
    expect(timeline.filter(({ kind }) => kind === 'milestone_released')).toHaveLength(1);
  });

  test('is not handed in twice, out of turn, or reviewed again', async () => {
    await using w = await makeWorld();
    const { deliverableId } = await agreed(w);
    const illegal = { code: 'deals/illegal_transition', kind: 'conflict' };
    await expect(submitProof(w.deps, w.kol, proofOf(deliverableId))).rejects.toMatchObject({
      ...illegal,
      facts: { from: 'open', to: 'proof_in_review' },
    });
    const draft = newest(await submitDraft(w.deps, w.kol, draftOf(deliverableId)));
    await expect(submitDraft(w.deps, w.kol, draftOf(deliverableId))).rejects.toMatchObject(illegal);
    await expect(w.confirm(draft)).rejects.toMatchObject({ code: 'deals/submission_not_found' });
    await w.review(draft, true);
    await expect(w.review(draft, true)).rejects.toMatchObject({
      ...illegal,
      facts: { from: 'approved', to: 'reviewed' },
    });
    await expect(submitDraft(w.deps, w.kol, draftOf(deliverableId))).rejects.toMatchObject(illegal);
    const pictures = { deliverableId, text: '#ad', url: null };
    await expect(submitProof(w.deps, w.kol, { ...pictures, media: [] })).rejects.toMatchObject({
      code: 'deals/proof_without_link',
      facts: { field: 'url' },
    });
    await submitProof(w.deps, w.kol, { ...pictures, media: ['https://pictures.example/1.png'] });
  });

  test('two drafts at once are one', async () => {
    await using w = await makeWorld();
    const { id, deliverableId } = await agreed(w);
    const results = await Promise.allSettled(
      [1, 2].map(() => submitDraft(w.deps, w.kol, draftOf(deliverableId))),
    );
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect((await getDeal(w.deps, w.brand, { id })).work[0]?.submissions).toHaveLength(1);
  });

  test('goes on while the deal is paused, and stops when it is over; comments do not stop', async () => {
    await using w = await makeWorld();
    const { id, deliverableId } = await agreed(w);
    await pauseDeal(w.deps, w.brand, { id, reason: 'stock' });
    const draft = newest(await submitDraft(w.deps, w.kol, draftOf(deliverableId)));
    await endDeal(w.deps, w.brand, { id, reason: 'over' });
    const over = { code: 'deals/deal_not_active', kind: 'conflict', facts: { state: 'ended' } };
    await expect(w.review(draft, true)).rejects.toMatchObject(over);
    await expect(submitDraft(w.deps, w.kol, draftOf(deliverableId))).rejects.toMatchObject(over);
    const deal = await addComment(w.deps, w.kol, { submissionId: draft, body: 'A pity' });
    expect(deal.work[0]?.submissions[0]?.comments).toMatchObject([{ by: 'kol', body: 'A pity' }]);
  });

  test('is nobody else’s', async () => {
    await using w = await makeWorld();
    const { deliverableId } = await agreed(w);
    const draft = newest(await submitDraft(w.deps, w.kol, draftOf(deliverableId)));
    const noDeliverable = { code: 'deals/deliverable_not_found', kind: 'not_found' };
    const noSubmission = { code: 'deals/submission_not_found', kind: 'not_found' };
    await expect(submitDraft(w.deps, w.otherKol, draftOf(deliverableId))).rejects.toMatchObject(
      noDeliverable,
    );
    await expect(submitProof(w.deps, w.otherKol, proofOf(deliverableId))).rejects.toMatchObject(
      noDeliverable,
    );
    await expect(w.confirm(draft, w.other)).rejects.toMatchObject(noSubmission);
    for (const scope of [w.other, w.otherKol])
      await expect(addComment(w.deps, scope, { submissionId: draft, body: 'x' })).rejects.toMatchObject(
        noSubmission,
      );
  });
});

describe('samples', () => {
  const sample = { item: 'Serum 30 ml', quantity: 2, cost: 19_800 };

  test('are promised, shipped and received; only the brand reads what they cost', async () => {
    await using w = await makeWorld();
    const { id, campaignId } = await agreed(w);
    const promised = await promiseSample(w.deps, w.brand, { dealId: id, ...sample });
    const sampleId = promised.samples[0]?.id ?? '';
    expect(promised).toMatchObject({
      turn: 'brand',
      samples: [{ ...sample, state: 'promised', shippedAt: null }],
    });
    expect(await campaignSampleCost(w.db, w.brand, campaignId)).toBe(0);
    await expect(receiveSample(w.deps, w.kol, { id: sampleId })).rejects.toMatchObject({
      code: 'deals/illegal_transition',
      facts: { from: 'promised', to: 'received' },
    });
    w.clock.move(DAY);
    const parcel = { id: sampleId, carrier: 'SF', trackingNo: 'SF123' };
    expect(await shipSample(w.deps, w.brand, parcel)).toMatchObject({
      turn: 'kol',
      samples: [{ carrier: 'SF', trackingNo: 'SF123', state: 'shipped', shippedAt: w.clock.now() }],
    });
    expect(await campaignSampleCost(w.db, w.brand, campaignId)).toBe(19_800);
    const received = await receiveSample(w.deps, w.kol, { id: sampleId });
    expect(received.samples).toMatchObject([{ cost: null, state: 'received', receivedAt: w.clock.now() }]);
    expect((await getDeal(w.deps, w.brand, { id })).samples[0]?.cost).toBe(19_800);
    expect(await campaignSampleCost(w.db, w.brand, campaignId)).toBe(19_800);
    expect(timelineOf(received).slice(-3)).toEqual([
      'sample_promised brand',
      'sample_shipped brand',
      'sample_received kol',
    ]);
    expect(JSON.stringify(received.timeline)).not.toContain('19800');
    await expect(shipSample(w.deps, w.brand, parcel)).rejects.toMatchObject({
      code: 'deals/illegal_transition',
    });
  });

  test('are only for a deal under way, and nobody else’s', async () => {
    await using w = await makeWorld();
    const invited = await w.invite();
    await expect(promiseSample(w.deps, w.brand, { dealId: invited.id, ...sample })).rejects.toMatchObject({
      code: 'deals/deal_not_active',
    });
    const { id, campaignId } = await agreed(w);
    const promised = await promiseSample(w.deps, w.brand, { dealId: id, ...sample });
    const sampleId = promised.samples[0]?.id ?? '';
    const none = { code: 'deals/sample_not_found', kind: 'not_found' };
    await expect(
      shipSample(w.deps, w.other, { id: sampleId, carrier: '', trackingNo: '' }),
    ).rejects.toMatchObject(none);
    await expect(receiveSample(w.deps, w.otherKol, { id: sampleId })).rejects.toMatchObject(none);
    await shipSample(w.deps, w.brand, { id: sampleId, carrier: 'SF', trackingNo: '1' });
    expect(await campaignSampleCost(w.db, w.other, campaignId)).toBe(0);
  });
});
