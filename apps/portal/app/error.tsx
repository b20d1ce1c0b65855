'use client';
import { ErrorState } from '@kolony/ui';
import { useTranslations } from 'next-intl';

export default function PageError({ reset }: { reset: () => void }) {
  const t = useTranslations('ui.states');
  return (
    <main className="grid min-h-dvh place-items-center p-6">
      <ErrorState title={t('crashed')} description={t('crashedHint')} onRetry={reset} />
    </main>
  );
}
