import { readConfig } from '@kolony/config';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { PublicPage } from '../../../features/storefront/public-page.tsx';
import { PublicSection } from '../../../features/storefront/public-section.tsx';
import { getQueryClient, trpc } from '../../../trpc.server.ts';

interface Props {
  params: Promise<{ slug: string }>;
}

const read = async ({ params }: Props) =>
  getQueryClient().fetchQuery(trpc.pages.bundle.queryOptions(await params));

export async function generateMetadata(props: Props): Promise<Metadata> {
  const [bundle, t] = await Promise.all([read(props), getTranslations('portal.public')]);
  if (!bundle) return {};
  return { title: bundle.title, description: t('by', { name: bundle.kol.displayName }) };
}

/** Several links under one short address. */
export default async function Page(props: Props) {
  const [bundle, t] = await Promise.all([read(props), getTranslations('portal.public')]);
  if (!bundle) notFound();
  const data = {
    '@context': 'https://schema.org',
    '@type': 'ItemList',
    name: bundle.title,
    url: `${readConfig().urls.portal}/b/${bundle.slug}`,
    itemListElement: bundle.items.map(({ title, url }, index) => ({
      '@type': 'ListItem',
      position: index + 1,
      name: title,
      url,
    })),
  };
  return (
    <PublicPage note={t('note')} data={data}>
      <header className="space-y-1 text-center">
        <h1 className="text-2xl font-bold break-words">{bundle.title}</h1>
        <p className="text-muted">{t('by', { name: bundle.kol.displayName })}</p>
      </header>
      {bundle.items.length === 0 && <p className="text-center text-muted">{t('empty')}</p>}
      <PublicSection section={bundle} title={false} />
    </PublicPage>
  );
}
