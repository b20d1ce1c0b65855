'use client';
import { LinkTabs } from '@kolony/ui';
import { useTranslations } from 'next-intl';

/** What developers of a shop work with. */
export function DeveloperTabs({
  current,
}: {
  current:
    | '/developers'
    | '/developers/webhooks'
    | '/developers/connections'
    | '/developers/import'
    | '/developers/test';
}) {
  const t = useTranslations('brand.webhooks');
  return (
    <div className="mb-5">
      <LinkTabs
        label={t('tabs')}
        current={current}
        tabs={[
          { href: '/developers', label: t('keysTab') },
          { href: '/developers/webhooks', label: t('title') },
          { href: '/developers/connections', label: t('connectionsTab') },
          { href: '/developers/import', label: t('importTab') },
          { href: '/developers/test', label: t('consoleTab') },
        ]}
      />
    </div>
  );
}
