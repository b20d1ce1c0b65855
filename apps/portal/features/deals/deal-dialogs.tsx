'use client';
import type { Guarantee } from '@kolony/commissions/schema';
import type { Deal, Sample } from '@kolony/deals/schema';
import { useChange } from '@kolony/shell/deal-room';
import { ConfirmDialog, formatMoney, useToast, useUi } from '@kolony/ui';
import { useMutation } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { useTrpc } from '../../trpc.ts';
import type { Asking } from './asking.ts';

const forms = () => import('@kolony/shell/deal-room/forms');
const AcceptDialog = dynamic(() => forms().then((door) => door.AcceptDialog));
const CounterDialog = dynamic(() => forms().then((door) => door.CounterDialog));
const ReasonDialog = dynamic(() => forms().then((door) => door.ReasonDialog));
const SubmitDialog = dynamic(() => import('./submit-dialog.tsx'));

interface Props {
  deal: Deal;
  onClose: () => void;
}

/** The dialog that is open; each is fetched when it is first asked for. */
export function DealDialogs({
  asking,
  guarantee,
  ...rest
}: Props & { asking: Asking; guarantee: Guarantee | null }) {
  switch (asking.kind) {
    case 'accept':
      return <Accept {...rest} />;
    case 'counter':
      return <Counter {...rest} />;
    case 'decline':
    case 'withdraw':
    case 'dispute':
      return <WithReason {...rest} to={asking.kind} />;
    case 'accept_guarantee':
      return guarantee && <AcceptGuarantee {...rest} guarantee={guarantee} />;
    case 'receive':
      return <Receive sample={asking.sample} onClose={rest.onClose} />;
    case 'submit':
      return <SubmitDialog {...rest} deliverable={asking.deliverable} />;
  }
}

function Accept({ deal, onClose }: Props) {
  const t = useTranslations('portal.answer');
  const toast = useToast();
  const { onError, onSettled } = useChange();
  const accept = useMutation(
    useTrpc().offers.accept.mutationOptions({
      onSuccess: () => toast({ title: t('accepted'), description: t('acceptedHint'), tone: 'success' }),
      onError,
      onSettled,
    }),
  );
  return (
    <AcceptDialog
      deal={deal}
      side="kol"
      other={deal.brand.name}
      pending={accept.isPending}
      onClose={onClose}
      onConfirm={() => accept.mutate({ id: deal.id, round: deal.round }, { onSettled: onClose })}
    />
  );
}

function Counter({ deal, onClose }: Props) {
  const { onSettled } = useChange();
  const counter = useMutation(useTrpc().offers.counter.mutationOptions({ onSettled }));
  const offer = deal.offers.at(-1);
  if (!offer) return null;
  return (
    <CounterDialog
      deal={deal}
      other={deal.brand.name}
      offer={offer}
      send={counter.mutateAsync}
      onClose={onClose}
    />
  );
}

function WithReason({ deal, to, onClose }: Props & { to: 'decline' | 'withdraw' | 'dispute' }) {
  const t = useTranslations('portal.answer');
  const trpc = useTrpc();
  const { onSettled } = useChange();
  const options = { onSettled };
  const moves = {
    decline: useMutation(trpc.offers.decline.mutationOptions(options)).mutateAsync,
    withdraw: useMutation(trpc.offers.withdraw.mutationOptions(options)).mutateAsync,
    dispute: useMutation(trpc.guarantees.dispute.mutationOptions(options)).mutateAsync,
  };
  return (
    <ReasonDialog
      id={deal.id}
      other={deal.brand.name}
      title={t(`reasons.${to}.title`)}
      description={t(`reasons.${to}.about`, { brand: deal.brand.name })}
      confirmLabel={t(to)}
      danger={to === 'decline'}
      submit={moves[to]}
      onClose={onClose}
    />
  );
}

/** Accepting takes money back: the figure is said once more. */
function AcceptGuarantee({ deal, guarantee, onClose }: Props & { guarantee: Guarantee }) {
  const t = useTranslations('portal.answer');
  const ui = useTranslations('ui.actions');
  const { locale } = useUi();
  const accept = useMutation(useTrpc().guarantees.accept.mutationOptions(useChange()));
  const refund = formatMoney(guarantee.refund, { currency: guarantee.currency, locale });
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={t('guarantee.title', { refund })}
      description={t('guarantee.about', { brand: deal.brand.name })}
      confirmLabel={t('acceptGuarantee')}
      cancelLabel={ui('cancel')}
      pending={accept.isPending}
      onConfirm={() => accept.mutate({ dealId: deal.id }, { onSettled: onClose })}
    />
  );
}

function Receive({ sample, onClose }: { sample: Sample; onClose: () => void }) {
  const t = useTranslations('portal.answer');
  const ui = useTranslations('ui.actions');
  const receive = useMutation(useTrpc().work.receiveSample.mutationOptions(useChange()));
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={t('received.title', { item: sample.item, quantity: sample.quantity })}
      description={t('received.about')}
      confirmLabel={t('receive')}
      cancelLabel={ui('cancel')}
      pending={receive.isPending}
      onConfirm={() => receive.mutate({ id: sample.id }, { onSettled: onClose })}
    />
  );
}
