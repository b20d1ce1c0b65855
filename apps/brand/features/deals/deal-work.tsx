'use client';
import type { Deal } from '@kolony/deals/schema';
import { CommentButton, useChange, WorkBoard } from '@kolony/shell/deal-room';
import { Button } from '@kolony/ui';
import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useTrpc } from '../../trpc.ts';
import { useMay } from '../frame/me.tsx';
import { type Ask, reviewOf } from './asking.ts';

/** The board of deliverables with the brand's part: reviewing and commenting. */
export function DealWork({ deal, ask }: { deal: Deal; ask: Ask }) {
  const t = useTranslations('brand.deal');
  const may = useMay();
  const { onSettled } = useChange();
  const comment = useMutation(useTrpc().work.comment.mutationOptions({ onSettled }));
  const underWay = deal.state === 'active' || deal.state === 'paused';
  const writes = may('deal.write') && underWay;
  return (
    <WorkBoard
      deal={deal}
      side="brand"
      other={deal.kol.displayName}
      comment={(submission) =>
        writes && <CommentButton submissionId={submission.id} submit={comment.mutateAsync} />
      }
      actions={(deliverable) => {
        const review = deliverable.turn === 'brand' && writes && reviewOf(deliverable);
        return (
          review && (
            <Button onClick={() => ask(review)}>
              {t(deliverable.state === 'draft_in_review' ? 'reviewDraft' : 'reviewProof')}
            </Button>
          )
        );
      }}
    />
  );
}
