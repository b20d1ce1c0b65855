import { ButtonLink, EmptyState } from '@kolony/ui';
import { getTranslations } from 'next-intl/server';

export default async function NotFound() {
  const t = await getTranslations('ui.states');
  return (
    <main className="grid min-h-dvh place-items-center p-6">
      <EmptyState
        title={t('notFound')}
        description={t('notFoundHint')}
        action={<ButtonLink href="/">{t('home')}</ButtonLink>}
      />
    </main>
  );
}
