'use client';
import { ConfirmDialog } from '@kolony/ui';
import { useTranslations } from 'next-intl';
import type { AnswerDialogProps } from './accept-dialog.tsx';

export default function DeclineDialog({ deal, pending, onClose, onConfirm }: AnswerDialogProps) {
  const t = useTranslations('portal.answer');
  const actions = useTranslations('ui.actions');
  return (
    <ConfirmDialog
      open
      danger
      onClose={onClose}
      title={t('declineTitle', { campaign: deal.campaign.name })}
      description={t('declineHint', { brand: deal.brand.name })}
      confirmLabel={t('decline')}
      cancelLabel={actions('cancel')}
      pending={pending}
      onConfirm={onConfirm}
    >
      {null}
    </ConfirmDialog>
  );
}
