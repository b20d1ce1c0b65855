'use client';
import type { Deal } from '@kolony/deals/schema';
import { useChange } from '@kolony/shell/deal-room';
import { ConfirmDialog } from '@kolony/ui';
import { useMutation, useQuery } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { useTrpc } from '../../trpc.ts';
import type { Asking, ReasonFor } from './asking.ts';

const forms = () => import('@kolony/shell/deal-room/forms');
const AcceptDialog = dynamic(() => forms().then((door) => door.AcceptDialog));
const CounterDialog = dynamic(() => forms().then((door) => door.CounterDialog));
const ReasonDialog = dynamic(() => forms().then((door) => door.ReasonDialog));
const AmendDialog = dynamic(() => import('./amend-dialog.tsx'));
const ReviewDialog = dynamic(() => import('./review-dialog.tsx'));
const PromiseSampleDialog = dynamic(() => import('./promise-sample-dialog.tsx'));
const ShipSampleDialog = dynamic(() => import('./ship-sample-dialog.tsx'));

interface DialogsProps {
  deal: Deal;
  asking: Asking;
  onClose: () => void;
}

/** The dialog that is open; each is fetched when it is first asked for. */
export function DealDialogs({ deal, asking, onClose }: DialogsProps) {
  switch (asking.kind) {
    case 'accept':
      return <Accept deal={deal} onClose={onClose} />;
    case 'counter':
      return <Counter deal={deal} onClose={onClose} />;
    case 'invite':
    case 'resume':
      return <Simple deal={deal} kind={asking.kind} onClose={onClose} />;
    case 'reason':
      return <WithReason deal={deal} to={asking.to} onClose={onClose} />;
    case 'amend':
      return <AmendDialog deal={deal} onClose={onClose} />;
    case 'promise':
      return <PromiseSampleDialog deal={deal} onClose={onClose} />;
    case 'ship':
      return <ShipSampleDialog sample={asking.sample} onClose={onClose} />;
    case 'review':
      return (
        <ReviewDialog
          deal={deal}
          deliverable={asking.deliverable}
          submission={asking.submission}
          onClose={onClose}
        />
      );
  }
}

type Props = Omit<DialogsProps, 'asking'>;

function Accept({ deal, onClose }: Props) {
  const { onError, onSettled } = useChange();
  const accept = useMutation(useTrpc().deals.acceptCounter.mutationOptions({ onError, onSettled }));
  return (
    <AcceptDialog
      deal={deal}
      side="brand"
      other={deal.kol.displayName}
      pending={accept.isPending}
      onClose={onClose}
      onConfirm={() => accept.mutate({ id: deal.id, round: deal.round }, { onSettled: onClose })}
    />
  );
}

function Counter({ deal, onClose }: Props) {
  const { onSettled } = useChange();
  const trpc = useTrpc();
  const counter = useMutation(trpc.deals.counter.mutationOptions({ onSettled }));
  const agencies = useQuery(trpc.agencies.search.queryOptions({ limit: 200 }));
  const offer = deal.offers.at(-1);
  if (!offer) return null;
  return (
    <CounterDialog
      deal={deal}
      other={deal.kol.displayName}
      offer={offer}
      agencies={agencies.data?.data}
      send={counter.mutateAsync}
      onClose={onClose}
    />
  );
}

/** Asked for once more, but without a reason. */
function Simple({ deal, kind, onClose }: Props & { kind: 'invite' | 'resume' }) {
  const t = useTranslations('brand.deal');
  const ui = useTranslations('ui.actions');
  const trpc = useTrpc();
  const change = useChange();
  const resume = useMutation(trpc.deals.resume.mutationOptions(change));
  const invite = useMutation(trpc.deals.invite.mutationOptions(change));
  const run = () =>
    kind === 'resume'
      ? resume.mutate({ id: deal.id }, { onSettled: onClose })
      : invite.mutate({ campaignId: deal.campaign.id, kolId: deal.kol.id }, { onSettled: onClose });
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={t(`confirm.${kind}.title`, { name: deal.kol.displayName })}
      description={t(`confirm.${kind}.about`)}
      confirmLabel={t(kind)}
      cancelLabel={ui('cancel')}
      pending={resume.isPending || invite.isPending}
      onConfirm={run}
    />
  );
}

function WithReason({ deal, to, onClose }: Props & { to: ReasonFor }) {
  const t = useTranslations('brand.deal');
  const trpc = useTrpc();
  const { onSettled } = useChange();
  const options = { onSettled };
  const moves = {
    decline: useMutation(trpc.deals.decline.mutationOptions(options)).mutateAsync,
    withdraw: useMutation(trpc.deals.withdraw.mutationOptions(options)).mutateAsync,
    pause: useMutation(trpc.deals.pause.mutationOptions(options)).mutateAsync,
    end: useMutation(trpc.deals.end.mutationOptions(options)).mutateAsync,
    terminate: useMutation(trpc.deals.terminate.mutationOptions(options)).mutateAsync,
    waive: useMutation(trpc.guarantees.waive.mutationOptions(options)).mutateAsync,
  };
  return (
    <ReasonDialog
      id={deal.id}
      other={deal.kol.displayName}
      title={t(`reasons.${to}.title`)}
      description={t(`reasons.${to}.about`)}
      confirmLabel={t(to)}
      danger={to === 'terminate' || to === 'end' || to === 'decline'}
      submit={moves[to]}
      onClose={onClose}
    />
  );
}
