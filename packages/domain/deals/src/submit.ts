import { type Deps, inTransaction } from '@kolony/db';
import { audit } from '@kolony/identity';
import type { KolScope } from '@kolony/identity/schema';
import { newId } from '@kolony/kernel';
import { findDisclosure } from './find-disclosure.ts';
import type { Deal, NewSubmission, Submission } from './schema.ts';
import { nextWorkState } from './state.ts';
import { addEvent, findDeal } from './store.ts';
import { lockWork } from './submission.ts';

/** Hands something in for a deliverable, with the disclosure label as far as its text has one. */
export async function submit(
  deps: Deps,
  scope: KolScope,
  { kind, submission }: { kind: Submission['kind']; submission: NewSubmission },
): Promise<Deal> {
  const { deliverableId, text, url, media } = submission;
  const own = { kolId: scope.kolId };
  const now = deps.clock.now();
  const dealId = await inTransaction(deps.db, async (tx) => {
    const work = await lockWork(tx, own, deliverableId);
    const state = nextWorkState(work.state, kind === 'draft' ? 'submit_draft' : 'submit_proof');
    const revision = 1 + (await tx.submission.count({ where: { deliverableId, kind } }));
    const { campaign } = await tx.deal.findUniqueOrThrow({
      where: { id: work.dealId },
      select: { campaign: { select: { disclosure: true } } },
    });
    const id = newId('sub', now.getTime());
    const { brandId, title } = work;
    await tx.submission.create({
      data: {
        id,
        deliverableId,
        dealId: work.dealId,
        brandId,
        kind,
        revision,
        text,
        url,
        media,
        state: 'submitted',
        disclosure: findDisclosure(text, campaign.disclosure),
        submittedAt: now,
      },
    });
    await tx.dealDeliverable.update({ where: { id: deliverableId }, data: { state } });
    const facts = { title, revision };
    await addEvent(tx, { dealId: work.dealId, kind: `${kind}_submitted`, by: 'kol', at: now, facts });
    await audit(tx, scope, {
      action: `deal.${kind}_submitted`,
      subject: work.dealId,
      facts: { submission: id },
    });
    return work.dealId;
  });
  return findDeal(deps.db, own, { id: dealId, now });
}
