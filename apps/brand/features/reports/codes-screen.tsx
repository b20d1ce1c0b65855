'use client';
import type { BrandOutputs } from '@kolony/rpc/brand';
import { DataTable, WHILE_SHOWN } from '@kolony/shell';
import { Badge, EmptyState, formatMoney, formatNum, useUi } from '@kolony/ui';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useTrpc } from '../../trpc.ts';
import { earlierOf } from './beside.tsx';
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

/** A link that moved to another deal is another row. */
const linkOf = ({ linkId, dealId }: LinkRow) => `${linkId} ${dealId}`;
const codeOf = ({ code, dealId }: CodeRow) => `${code} ${dealId}`;

/** What each link, each word on it and each code brought. */
export function CodesScreen() {
  const asked = useQuestion();
  const answer = useQuery({
    ...useTrpc().reports.codes.queryOptions(asked.question, WHILE_SHOWN),
    placeholderData: keepPreviousData,
  });
  return (
    <ReportPage name="codes" question={asked.question}>
      <ReportFilters asked={asked} />
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
      <Subs report={report} ordersOf={ordersOf} />
      <CodeTable report={report} ordersOf={ordersOf} />
      <Definitions metrics={['clicks', 'orders', 'conversion', 'placed', 'settled', 'refundRate', 'cost']} />
    </div>
  );
}

function Links({ report: { links, linkCount, currency, earlier }, ordersOf }: Shown) {
  const t = useTranslations('reports.codes');
  const { count, counted, paid, rated, day } = useColumns<LinkRow>(
    currency,
    earlierOf(earlier?.links, linkOf),
  );
  return (
    <section className="space-y-3">
      <h2 className="text-md font-semibold">{t('links')}</h2>
      <DataTable<LinkRow>
        prefix="links"
        caption={t('links')}
        rows={links}
        rowKey={linkOf}
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
          counted('clicks', ({ clicks }) => clicks),
          count({ id: 'scans', header: t('scans'), of: ({ scans }) => scans }),
          count({ id: 'pages', header: t('pageClicks'), of: ({ pageClicks }) => pageClicks }),
          count({ id: 'visitors', header: t('visitors'), of: ({ visitors }) => visitors }),
          counted('orders', ({ orders }) => orders),
          rated('conversion', ({ conversion }) => conversion),
          paid('placed', ({ placed }) => placed),
          paid('settled', ({ settled }) => settled),
          rated('refundRate', ({ refundRate }) => refundRate),
          paid('cost', ({ cost }) => cost),
          day({ id: 'first', header: t('first'), of: ({ firstAt }) => firstAt }),
          day({ id: 'last', header: t('last'), of: ({ lastAt }) => lastAt }),
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

/** The words on a link's addresses, a row each. */
function subsOf(links: readonly LinkRow[]) {
  return links.flatMap(({ linkId, label, slug, displayName, subs: all }) =>
    all.map(({ subs, ...figures }) => ({
      key: [linkId, ...subs].join(' '),
      linkId,
      link: label || slug,
      displayName,
      subs,
      ...figures,
    })),
  );
}

function Subs({ report: { links, currency, earlier }, ordersOf }: Shown) {
  const t = useTranslations('reports.codes');
  const rows = subsOf(links);
  type Row = (typeof rows)[number];
  const { counted, paid, rated } = useColumns<Row>(
    currency,
    earlierOf(earlier ? subsOf(earlier.links) : undefined, ({ key }) => key),
  );
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
        rowHref={({ linkId, subs: [sub1, sub2, sub3] }) =>
          ordersOf?.({ linkId, ...(sub1 && { sub1 }), ...(sub2 && { sub2 }), ...(sub3 && { sub3 }) })
        }
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
          counted('clicks', ({ clicks }) => clicks),
          counted('orders', ({ orders }) => orders),
          rated('conversion', ({ orders, clicks }) => ratio(orders, clicks)),
          paid('placed', ({ placed }) => placed),
        ]}
        empty={{ title: t('none'), description: t('noneAbout') }}
      />
    </section>
  );
}

function CodeTable({ report: { codes, codeCount, currency, earlier }, ordersOf }: Shown) {
  const t = useTranslations('reports.codes');
  const { locale } = useUi();
  const { counted, paid, rated, rate, day } = useColumns<CodeRow>(
    currency,
    earlierOf(earlier?.codes, codeOf),
  );
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
        rowKey={codeOf}
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
          counted('orders', ({ orders }) => orders),
          rate({
            id: 'codeOnly',
            header: t('withoutClick'),
            of: ({ withoutClick, orders }) => ratio(withoutClick, orders),
          }),
          paid('placed', (row) => row.placed),
          paid('settled', ({ settled }) => settled),
          rated('refundRate', ({ refundRate }) => refundRate),
          paid('cost', ({ cost }) => cost),
          day({ id: 'first', header: t('first'), of: ({ firstAt }) => firstAt }),
          day({ id: 'last', header: t('last'), of: ({ lastAt }) => lastAt }),
        ]}
        empty={{ title: t('noCodes'), description: t('noCodesAbout') }}
      />
      {codeCount > codes.length && (
        <p className="text-sm text-muted">{t('more', { count: codeCount - codes.length })}</p>
      )}
    </section>
  );
}
