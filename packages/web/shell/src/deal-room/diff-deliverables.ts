import type { NewDeliverable } from '@kolony/campaigns/schema';

export interface DeliverableChange {
  /** Null: added. */
  before: NewDeliverable | null;
  /** Null: no longer asked for. */
  after: NewDeliverable | null;
}

/**
 * What two lists of deliverables do not share. They have no ids before a deal is agreed: what kept its title is changed,
 * of the rest what kept its format, and what is left was removed or added.
 */
export function diffDeliverables(
  before: readonly NewDeliverable[],
  after: readonly NewDeliverable[],
): DeliverableChange[] {
  const [old, now] = [[...before], [...after]];
  take(old, now, (a, b) => a.title === b.title && a.format === b.format && sameDay(a, b));
  const changed = [
    ...take(old, now, (a, b) => a.title === b.title),
    ...take(old, now, (a, b) => a.format === b.format),
  ];
  return [
    ...changed,
    ...old.map((one) => ({ before: one, after: null })),
    ...now.map((one) => ({ before: null, after: one })),
  ];
}

function sameDay(a: NewDeliverable, b: NewDeliverable): boolean {
  return a.dueAt?.getTime() === b.dueAt?.getTime();
}

/** Pairs that match leave both lists. */
function take(
  old: NewDeliverable[],
  now: NewDeliverable[],
  match: (a: NewDeliverable, b: NewDeliverable) => boolean,
): { before: NewDeliverable; after: NewDeliverable }[] {
  return old.slice().flatMap((before) => {
    const index = now.findIndex((after) => match(before, after));
    const after = now[index];
    if (!after) return [];
    now.splice(index, 1);
    old.splice(old.indexOf(before), 1);
    return [{ before, after }];
  });
}
