import { DeliverableFormat, type NewDeliverable } from '@kolony/campaigns/schema';

/** A campaign's deliverables as an offer carries them. */
export function campaignDeliverables(
  rows: readonly { title: string; format: string; dueAt: Date | null }[],
): NewDeliverable[] {
  return rows.map(({ title, format, dueAt }) => ({ title, format: DeliverableFormat.parse(format), dueAt }));
}
