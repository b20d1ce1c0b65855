'use client';
import type { Bundle, Storefront } from '@kolony/links/schema';
import { PageHeader, useErrorMessage } from '@kolony/shell';
import { Button, ButtonLink, Card, CardSkeleton, CopyButton, EmptyState, ErrorState } from '@kolony/ui';
import { useQuery } from '@tanstack/react-query';
import { ExternalLink, LayoutList, Plus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { lazy, Suspense, useState } from 'react';
import { useTrpc } from '../../trpc.ts';
import { BundleItem } from './bundle-item.tsx';
import { PageForm } from './page-form.tsx';

const BundleDialog = lazy(() => import('./bundle-dialog.tsx'));

/** The KOL's public page: its address, what it says, and the bundles of links that stand on it. */
export function StorefrontScreen({ origin }: { origin: string }) {
  const t = useTranslations('portal.storefront');
  const explain = useErrorMessage();
  const page = useQuery(useTrpc().storefront.get.queryOptions());
  if (page.error && !page.data)
    return <ErrorState title={explain(page.error)} onRetry={() => page.refetch()} />;
  return (
    <>
      <PageHeader title={t('title')} description={t('about')} />
      {page.data ? <Editor page={page.data} origin={origin} /> : <CardSkeleton lines={6} />}
    </>
  );
}

function Editor({ page, origin }: { page: Storefront; origin: string }) {
  const t = useTranslations('portal.storefront');
  const [editing, setEditing] = useState<{ bundle?: Bundle } | null>(null);
  const url = `${origin}/s/${page.handle}`;
  return (
    <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]">
      <Card title={t('page')} description={t(page.published ? 'isPublished' : 'isHidden')}>
        <div className="space-y-4">
          <p className="rounded-md bg-sunken px-3 py-2 font-medium break-all select-all">{url}</p>
          <div className="flex flex-wrap gap-2">
            <CopyButton text={url} variant="primary" size="md">
              {t('copy')}
            </CopyButton>
            {page.published && (
              <ButtonLink href={`/s/${page.handle}`} icon={<ExternalLink aria-hidden className="size-4" />}>
                {t('open')}
              </ButtonLink>
            )}
          </div>
          <PageForm page={page} />
        </div>
      </Card>
      <Card
        flush
        title={t('bundles')}
        description={t('bundlesAbout')}
        actions={
          <Button size="sm" icon={<Plus aria-hidden className="size-4" />} onClick={() => setEditing({})}>
            {t('newBundle')}
          </Button>
        }
      >
        {page.bundles.length === 0 && (
          <EmptyState compact icon={<LayoutList />} title={t('none')} description={t('noneHint')} />
        )}
        <ul className="divide-y divide-border">
          {page.bundles.map((bundle) => (
            <BundleItem
              key={bundle.id}
              page={page}
              bundle={bundle}
              url={`${origin}/b/${bundle.slug}`}
              onEdit={() => setEditing({ bundle })}
            />
          ))}
        </ul>
      </Card>
      <Suspense>{editing && <BundleDialog {...editing} onClose={() => setEditing(null)} />}</Suspense>
    </div>
  );
}
