'use client';
import type { Deal } from '@kolony/deals/schema';
import { Button, Dialog, formatMoney, useUi } from '@kolony/ui';
import { useTranslations } from 'next-intl';
import { TermsInWords } from '../../work/index.ts';
import { useDeliverableText } from '../deliverables-diff.tsx';
import type { Side } from '../next-step.ts';

interface AcceptDialogProps {
  deal: Deal;
  side: Side;
  other: string;
  pending: boolean;
  onClose: () => void;
  onConfirm: () => void;
}

/** Says again what accepting freezes as version 1, and which money it reserves. */
export function AcceptDialog({ deal, side, other, pending, onClose, onConfirm }: AcceptDialogProps) {
  const t = useTranslations('domain.room.accept');
  const actions = useTranslations('ui.actions');
  const { locale } = useUi();
  const text = useDeliverableText();
  const { currency } = deal.campaign;
  const offer = deal.offers.at(-1);
  if (!offer) return null;
  const fee = (offer.rules.milestones ?? []).reduce((sum, { amount }) => sum + amount, 0);
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('title', { campaign: deal.campaign.name, name: other })}
      description={t('about')}
      footer={
        <>
          <Button onClick={onClose}>{actions('cancel')}</Button>
          <Button variant="primary" pending={pending} onClick={onConfirm}>
            {t('confirm')}
          </Button>
        </>
      }
    >
      <TermsInWords
        rules={offer.rules}
        attribution={deal.attribution}
        currency={currency}
        deliverables={offer.deliverables}
      />
      {offer.deliverables.length > 0 && (
        <section className="mt-4">
          <h3 className="mb-1.5 font-semibold">{t('deliverables')}</h3>
          <ul className="list-disc space-y-1 ps-5">
            {offer.deliverables.map((one, index) => (
              <li key={`${one.title}-${index}`} className="break-words">
                {text(one)}
              </li>
            ))}
          </ul>
        </section>
      )}
      {fee > 0 && <p className="mt-4">{t(`fee.${side}`, { fee: formatMoney(fee, { currency, locale }) })}</p>}
      <p className="mt-4 text-sm text-muted">{t(`label.${side}`, { disclosure: deal.disclosure })}</p>
    </Dialog>
  );
}
