'use client';
import { Card, type Column, DateText, Link, Money, Num, Table } from '@kolony/ui';
import { useTranslations } from 'next-intl';
import type { OwnReport } from './own-filters.tsx';

/** By campaign, link, word on a link, code and posting: each only where there is something to tell. */
export function ByWhat({ report }: { report: OwnReport }) {
  const t = useTranslations('portal.reports');
  const formats = useTranslations('domain.formats');
  const { currency, campaigns, links, codes, postings } = report;
  const words = { clicks: t('clicks'), orders: t('orders'), scans: t('scans') };
  const counted = <Id extends 'clicks' | 'orders' | 'scans'>(id: Id): Column<Record<Id, number>> => ({
    id,
    header: words[id],
    numeric: true,
    cell: (row) => <Num value={row[id]} />,
  });
  const earned = <Id extends 'commission' | 'cost'>(id: Id): Column<Record<Id, number>> => ({
    id: 'commission',
    header: t('commission'),
    numeric: true,
    cell: (row) => <Money amount={row[id]} currency={currency} />,
  });
  const subs = links.flatMap(({ linkId, label, subs: all }) =>
    all.map((sub) => ({ ...sub, key: [linkId, ...sub.subs].join(' '), label })),
  );
  return (
    <>
      {campaigns.length > 1 && (
        <Card flush title={t('byCampaign')}>
          <Table
            caption={t('byCampaign')}
            rows={campaigns}
            rowKey={({ campaignId }) => campaignId}
            rowHref={({ campaignId }) => `/reports?campaign=${campaignId}`}
            columns={[
              { id: 'campaign', header: t('campaign'), primary: true, cell: ({ name }) => name },
              counted('clicks'),
              counted('orders'),
              earned('commission'),
            ]}
          />
        </Card>
      )}
      {links.length > 0 && (
        <Card flush title={t('byLink')}>
          <Table
            caption={t('byLink')}
            rows={links}
            rowKey={({ linkId }) => linkId}
            rowHref={({ dealId }) => `/deals/${dealId}`}
            columns={[
              {
                id: 'link',
                header: t('link'),
                primary: true,
                cell: ({ label, slug }) => `${label} /${slug}`.trim(),
              },
              counted('clicks'),
              counted('scans'),
              counted('orders'),
              earned('cost'),
            ]}
          />
        </Card>
      )}
      {subs.length > 0 && (
        <Card flush title={t('bySub')} description={t('bySubAbout')}>
          <Table
            caption={t('bySub')}
            rows={subs}
            rowKey={({ key }) => key}
            columns={[
              {
                id: 'sub',
                header: t('sub'),
                primary: true,
                cell: ({ subs: words }) => words.filter(Boolean).join(' · '),
              },
              { id: 'link', header: t('link'), cell: ({ label }) => label },
              counted('clicks'),
              counted('orders'),
            ]}
          />
        </Card>
      )}
      {codes.length > 0 && (
        <Card flush title={t('byCode')}>
          <Table
            caption={t('byCode')}
            rows={codes}
            rowKey={({ code, dealId }) => `${code} ${dealId}`}
            columns={[
              { id: 'code', header: t('code'), primary: true, cell: ({ code }) => code },
              counted('orders'),
              earned('cost'),
              {
                id: 'last',
                header: t('lastUse'),
                cell: ({ lastAt }) => <DateText at={lastAt} style="date" />,
              },
            ]}
          />
        </Card>
      )}
      {postings.length > 0 && (
        <Card flush title={t('byPosting')} description={t('byPostingAbout')}>
          <Table
            caption={t('byPosting')}
            rows={postings}
            rowKey={({ submissionId }) => submissionId}
            columns={[
              {
                id: 'posting',
                header: t('posting'),
                primary: true,
                cell: ({ title, url }) => (url === null ? title : <Link href={url}>{title}</Link>),
              },
              { id: 'format', header: t('format'), cell: ({ format }) => formats(format) },
              {
                id: 'posted',
                header: t('posted'),
                cell: ({ postedAt }) => <DateText at={postedAt} style="date" />,
              },
              counted('clicks'),
              counted('orders'),
              earned('commission'),
            ]}
          />
        </Card>
      )}
    </>
  );
}
