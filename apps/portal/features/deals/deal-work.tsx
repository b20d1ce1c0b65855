'use client';
import type { Deal } from '@kolony/deals/schema';
import { CommentButton, useChange, WorkBoard } from '@kolony/shell/deal-room';
import { Button } from '@kolony/ui';
import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useTrpc } from '../../trpc.ts';
import type { Ask } from './asking.ts';

const STEP = {
  open: 'submit_draft',
  revision_asked: 'revise_draft',
  draft_approved: 'submit_proof',
} as const;

/** The board of deliverables with the KOL's part: handing in and commenting. */
export function DealWork({ deal, ask }: { deal: Deal; ask: Ask }) {
  const t = useTranslations('portal.answer');
  const { onSettled } = useChange();
  const comment = useMutation(useTrpc().work.comment.mutationOptions({ onSettled }));
  const underWay = deal.state === 'active' || deal.state === 'paused';
  return (
    <WorkBoard
      deal={deal}
      side="kol"
      other={deal.brand.name}
      comment={(submission) =>
        underWay && <CommentButton submissionId={submission.id} submit={comment.mutateAsync} />
      }
      actions={(deliverable) => {
        const { state } = deliverable;
        if (!underWay || (state !== 'open' && state !== 'revision_asked' && state !== 'draft_approved'))
          return null;
        return <Button onClick={() => ask({ kind: 'submit', deliverable })}>{t(STEP[state])}</Button>;
      }}
    />
  );
}
