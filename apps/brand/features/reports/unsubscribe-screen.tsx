'use client';
import type { BrandOutputs } from '@kolony/rpc/brand';
import { AuthLayout, useErrorMessage } from '@kolony/shell';
import { Button, Notice } from '@kolony/ui';
import { useTranslations } from 'next-intl';
import { useState } from 'react';

const client = () => import('../../trpc-client.ts').then((module) => module.trpcClient);

/** Where a mail's link leads: one button that ends the mails, or a word that there are none any more. */
export function UnsubscribeScreen({
  token,
  subscription,
}: {
  token: string;
  subscription: BrandOutputs['schedules']['subscription'] | null;
}) {
  const t = useTranslations('reports.schedules');
  const nav = useTranslations('reports.nav');
  const alerts = useTranslations('reports.alerts');
  const explain = useErrorMessage();
  const [ended, setEnded] = useState(subscription?.optedOut ?? false);
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<unknown>(null);
  if (!subscription)
    return (
      <AuthLayout app="brand" title={t('overTitle')} description={t('overAbout')} below={null}>
        {null}
      </AuthLayout>
    );
  const { address, brandName: brand, of } = subscription;
  if (ended)
    return (
      <AuthLayout
        app="brand"
        title={t('ended')}
        description={t('endedAbout', { address, brand })}
        below={null}
      >
        {null}
      </AuthLayout>
    );
  async function end(): Promise<void> {
    setPending(true);
    try {
      await (await client()).schedules.end.mutate({ token });
      setEnded(true);
    } catch (failure) {
      setError(failure);
    } finally {
      setPending(false);
    }
  }
  return (
    <AuthLayout
      app="brand"
      title={t('ask')}
      description={t('askAbout', { address, brand, what: of === 'alerts' ? alerts('title') : nav(of) })}
      below={null}
    >
      {error !== null && <Notice tone="danger">{explain(error)}</Notice>}
      <Button variant="primary" pending={pending} onClick={end}>
        {t('end')}
      </Button>
    </AuthLayout>
  );
}
