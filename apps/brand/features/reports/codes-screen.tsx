'use client';
import type { BrandOutputs } from '@kolony/rpc/brand';
import { DataTable } from '@kolony/shell';
import { Badge, EmptyState, formatMoney, formatNum, useUi } from '@kolony/ui';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useTrpc } from '../../trpc.ts';
import { ratio, useColumns } from './columns.tsx';
import { Definitions } from './metric.tsx';
import { type OrdersOf, ordersHref, useQuestion } from './question.ts';
import { ReportAnswer } from './report-answer.tsx';
import { ReportFilters } from './report-filters.tsx';
import { ReportPage } from './report-page.tsx';

type Report = BrandOutputs['reports']['codes'];
type LinkRow = Report['links'][number];
type CodeRow = Report['codes'][number];
interface Shown {
  report: Report;
  ordersOf?: OrdersOf | undefined;
}

/** What each link, each word on it and each code brought. */
export function CodesScreen() {
  const asked = useQuestion();
  const { compare: _, ...question } = asked.question;
  const answer = useQuery({
    ...useTrpc().reports.codes.queryOptions(question),
    placeholderData: keepPreviousData,
  });
  return (
    <ReportPage name="codes" question={question}>
      <ReportFilters asked={asked} compare={false} />
      <ReportAnswer answer={answer}>
        {(report) => <Codes report={report} ordersOf={(filter) => ordersHref(asked.search, filter)} />}
      </ReportAnswer>
    </ReportPage>
  );
}

export function Codes({ report, ordersOf }: Shown) {
  const t = useTranslations('reports.codes');
  if (report.links.length + report.codes.length === 0)
    return <EmptyState icon={<Link2 />} title={t('none')} description={t('noneAbout')} />;
  return (
    <div className="space-y-8">
      <Links report={report} ordersOf={ordersOf} />
      <Subs report={report} />
      <CodeTable report={report} ordersOf={ordersOf} />
      <Definitions metrics={['clicks', 'orders', 'conversion', 'placed', 'settled', 'refundRate', 'cost']} />
    </div>
  );
}

function Links({ report: { links, linkCount, currency }, ordersOf }: Shown) {
  const t = useTranslations('reports.codes');
  const { count, counted, paid, rated, day } = useColumns(currency);
  return (
    <section className="space-y-3">
      <h2 className="text-md font-semibold">{t('links')}</h2>
      <DataTable<LinkRow>
        prefix="links"
        caption={t('links')}
        rows={links}
        rowKey={({ linkId, dealId }) => `${linkId} ${dealId}`}
        {...(ordersOf ? { rowHref: ({ linkId }: LinkRow) => ordersOf({ linkId }) } : {})}
        searchText={({ displayName, label, slug }) => `${displayName} ${label} ${slug}`}
        defaultSort={{ id: 'orders', desc: true }}
        columns={[
          {
            id: 'link',
            header: t('link'),
            primary: true,
            cell: ({ label, slug, linkId }) => (
              <span className="whitespace-nowrap">
                {label || linkId}
                {slug && <span className="block text-sm font-normal text-muted">/{slug}</span>}
              </span>
            ),
            sortValue: ({ label }) => label,
          },
          {
            id: 'kol',
            header: t('kol'),
            cell: ({ displayName }) => <span className="whitespace-nowrap">{displayName}</span>,
            sortValue: ({ displayName }) => displayName,
          },
          counted<LinkRow>('clicks', ({ clicks }) => clicks),
          count<LinkRow>({ id: 'scans', header: t('scans'), of: ({ scans }) => scans }),
          count<LinkRow>({ id: 'pages', header: t('pageClicks'), of: ({ pageClicks }) => pageClicks }),
          count<LinkRow>({ id: 'visitors', header: t('visitors'), of: ({ visitors }) => visitors }),
          counted<LinkRow>('orders', ({ orders }) => orders),
          rated<LinkRow>('conversion', ({ conversion }) => conversion),
          paid<LinkRow>('placed', ({ placed }) => placed),
          paid<LinkRow>('settled', ({ settled }) => settled),
          rated<LinkRow>('refundRate', ({ refundRate }) => refundRate),
          paid<LinkRow>('cost', ({ cost }) => cost),
          day<LinkRow>({ id: 'first', header: t('first'), of: ({ firstAt }) => firstAt }),
          day<LinkRow>({ id: 'last', header: t('last'), of: ({ lastAt }) => lastAt }),
        ]}
        empty={{ title: t('noLinks'), description: t('noneAbout') }}
      />
      <p className="text-sm text-muted">{t('visitorsAbout')}</p>
      {linkCount > links.length && (
        <p className="text-sm text-muted">{t('more', { count: linkCount - links.length })}</p>
      )}
    </section>
  );
}

function Subs({ report: { links, currency } }: Shown) {
  const t = useTranslations('reports.codes');
  const { counted, paid, rated } = useColumns(currency);
  const rows = links.flatMap(({ linkId, label, slug, displayName, subs: all }) =>
    all.map(({ subs, ...figures }) => ({
      key: [linkId, ...subs].join(' '),
      link: label || slug,
      displayName,
      subs,
      ...figures,
    })),
  );
  type Row = (typeof rows)[number];
  if (rows.length === 0) return null;
  return (
    <section className="space-y-3">
      <h2 className="text-md font-semibold">{t('subs')}</h2>
      <p className="text-sm text-muted">{t('subsAbout')}</p>
      <DataTable<Row>
        prefix="subs"
        caption={t('subs')}
        rows={rows}
        rowKey={({ key }) => key}
        searchText={({ link, displayName, subs }) => [link, displayName, ...subs].join(' ')}
        defaultSort={{ id: 'clicks', desc: true }}
        columns={[
          {
            id: 'subs',
            header: t('sub'),
            primary: true,
            cell: ({ subs }) => subs.filter(Boolean).join(' · '),
            sortValue: ({ subs }) => subs.join(' '),
          },
          { id: 'link', header: t('link'), cell: ({ link }) => link, sortValue: ({ link }) => link },
          { id: 'kol', header: t('kol'), cell: ({ displayName }) => displayName },
          counted<Row>('clicks', ({ clicks }) => clicks),
          counted<Row>('orders', ({ orders }) => orders),
          rated<Row>('conversion', ({ orders, clicks }) => ratio(orders, clicks)),
          paid<Row>('placed', ({ placed }) => placed),
        ]}
        empty={{ title: t('none'), description: t('noneAbout') }}
      />
    </section>
  );
}

function CodeTable({ report: { codes, codeCount, currency }, ordersOf }: Shown) {
  const t = useTranslations('reports.codes');
  const { locale } = useUi();
  const { counted, paid, rated, rate, day } = useColumns(currency);
  const placed = codes.reduce((sum, code) => sum + code.placed, 0);
  return (
    <section className="space-y-3">
      <h2 className="text-md font-semibold">{t('codes')}</h2>
      <p className="text-sm text-muted">
        {t('codesAbout', {
          codes: formatNum(codeCount, locale),
          placed: formatMoney(placed, { currency, locale }),
        })}
      </p>
      <DataTable<CodeRow>
        prefix="codes"
        caption={t('codes')}
        rows={codes}
        rowKey={({ code, dealId }) => `${code} ${dealId}`}
        {...(ordersOf ? { rowHref: ({ code }: CodeRow) => ordersOf({ code }) } : {})}
        searchText={({ code, displayName }) => `${code} ${displayName}`}
        defaultSort={{ id: 'orders', desc: true }}
        columns={[
          {
            id: 'code',
            header: t('code'),
            primary: true,
            cell: ({ code, leaking }) => (
              <span className="inline-flex flex-wrap items-center gap-2">
                {code}
                {leaking && <Badge tone="warning">{t('leaking')}</Badge>}
              </span>
            ),
            sortValue: ({ code }) => code,
          },
          {
            id: 'kol',
            header: t('kol'),
            cell: ({ displayName }) => <span className="whitespace-nowrap">{displayName}</span>,
            sortValue: ({ displayName }) => displayName,
          },
          counted<CodeRow>('orders', ({ orders }) => orders),
          rate<CodeRow>({
            id: 'codeOnly',
            header: t('withoutClick'),
            of: ({ withoutClick, orders }) => ratio(withoutClick, orders),
          }),
          paid<CodeRow>('placed', (row) => row.placed),
          paid<CodeRow>('settled', ({ settled }) => settled),
          rated<CodeRow>('refundRate', ({ refundRate }) => refundRate),
          paid<CodeRow>('cost', ({ cost }) => cost),
          day<CodeRow>({ id: 'first', header: t('first'), of: ({ firstAt }) => firstAt }),
          day<CodeRow>({ id: 'last', header: t('last'), of: ({ lastAt }) => lastAt }),
        ]}
        empty={{ title: t('noCodes'), description: t('noCodesAbout') }}
      />
      {codeCount > codes.length && (
        <p className="text-sm text-muted">{t('more', { count: codeCount - codes.length })}</p>
      )}
    </section>
  );
}
