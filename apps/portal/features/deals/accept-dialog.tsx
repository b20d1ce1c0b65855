'use client';
import type { Deal } from '@kolony/deals/schema';
import { TermsInWords } from '@kolony/shell/work';
import { Button, Dialog } from '@kolony/ui';
import { useTranslations } from 'next-intl';

export interface AnswerDialogProps {
  deal: Deal;
  pending: boolean;
  onClose: () => void;
  onConfirm: () => void;
}

/** Repeats the terms that accepting freezes as version 1. */
export default function AcceptDialog({ deal, pending, onClose, onConfirm }: AnswerDialogProps) {
  const t = useTranslations('portal.answer');
  const actions = useTranslations('ui.actions');
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('acceptTitle', { campaign: deal.campaign.name })}
      description={t('acceptHint')}
      footer={
        <>
          <Button onClick={onClose}>{actions('cancel')}</Button>
          <Button variant="primary" pending={pending} onClick={onConfirm}>
            {t('acceptConfirm')}
          </Button>
        </>
      }
    >
      <TermsInWords rules={deal.rules} attribution={deal.attribution} />
      <p className="mt-4 text-sm text-muted">{t('acceptLabel', { disclosure: deal.disclosure })}</p>
    </Dialog>
  );
}
