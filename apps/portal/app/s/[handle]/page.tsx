import { readConfig } from '@kolony/config';
import { Avatar } from '@kolony/ui';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { PublicPage } from '../../../features/storefront/public-page.tsx';
import { PublicSection } from '../../../features/storefront/public-section.tsx';
import { getQueryClient, trpc } from '../../../trpc.server.ts';

interface Props {
  params: Promise<{ handle: string }>;
}

const read = async ({ params }: Props) =>
  getQueryClient().fetchQuery(trpc.pages.storefront.queryOptions(await params));

export async function generateMetadata(props: Props): Promise<Metadata> {
  const [page, t] = await Promise.all([read(props), getTranslations('portal.public')]);
  if (!page) return {};
  const { portal } = readConfig().urls;
  const description = page.bio || t('description', { name: page.displayName });
  const url = `${portal}/s/${page.handle}`;
  return {
    title: page.displayName,
    description,
    alternates: { canonical: url },
    openGraph: { type: 'profile', title: page.displayName, description, url },
  };
}

/** A KOL's storefront, for anybody and for search engines. */
export default async function Page(props: Props) {
  const [page, t] = await Promise.all([read(props), getTranslations('portal.public')]);
  if (!page) notFound();
  const url = `${readConfig().urls.portal}/s/${page.handle}`;
  const items = page.sections.flatMap((section) => section.items);
  const data = {
    '@context': 'https://schema.org',
    '@type': 'ProfilePage',
    url,
    mainEntity: {
      '@type': 'Person',
      name: page.displayName,
      alternateName: page.handle,
      description: page.bio || undefined,
    },
    hasPart: items.map(({ title, url: target }) => ({ '@type': 'WebPage', name: title, url: target })),
  };
  return (
    <PublicPage note={t('note')} data={data}>
      <header className="flex flex-col items-center gap-2 text-center">
        <Avatar name={page.displayName} size="lg" />
        <h1 className="text-2xl font-bold break-words">{page.displayName}</h1>
        <p className="text-muted">@{page.handle}</p>
        {page.bio && <p className="break-words whitespace-pre-line">{page.bio}</p>}
      </header>
      {page.sections.length === 0 && <p className="text-center text-muted">{t('empty')}</p>}
      {page.sections.map((section) => (
        <PublicSection key={section.slug} section={section} title />
      ))}
    </PublicPage>
  );
}
