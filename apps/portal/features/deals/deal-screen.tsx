'use client';
import type { Deal } from '@kolony/deals/schema';
import { PageHeader, useErrorMessage } from '@kolony/shell';
import { DealTimeline, TermsInWords } from '@kolony/shell/work';
import {
  Card,
  CardSkeleton,
  CopyButton,
  DataList,
  ErrorState,
  formatDate,
  Link,
  Notice,
  StatusBadge,
  useUi,
} from '@kolony/ui';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useTrpc } from '../../trpc.ts';
import { DealAnswer } from './deal-answer.tsx';
import { DealLinks } from './deal-links.tsx';
import { DealReport } from './deal-report.tsx';
import { DEAL_TONE } from './deal-tone.ts';

export function DealScreen({ id }: { id: string }) {
  const t = useTranslations('portal.deal');
  const titles = useTranslations('portal.deals');
  const states = useTranslations('domain.dealStates');
  const explain = useErrorMessage();
  const deal = useQuery(useTrpc().offers.get.queryOptions({ id }));
  if (deal.error && !deal.data)
    return <ErrorState title={explain(deal.error)} onRetry={() => deal.refetch()} />;
  if (!deal.data) return <CardSkeleton lines={8} />;
  const { data } = deal;
  const accepted = data.state === 'active' || data.state === 'ended';
  return (
    <>
      <PageHeader
        title={data.campaign.name}
        description={t('by', { brand: data.brand.name })}
        crumbs={[{ label: titles('title'), href: '/deals' }, { label: data.campaign.name }]}
        badge={<StatusBadge tone={DEAL_TONE[data.state]}>{states(data.state)}</StatusBadge>}
      />
      <div className="space-y-5">
        {data.state === 'invited' && <DealAnswer deal={data} />}
        {data.state === 'active' && data.campaign.state !== 'live' && (
          <Notice tone="warning">{t('campaignClosed')}</Notice>
        )}
        {data.state === 'ended' && <Notice tone="info">{t('ended')}</Notice>}
        {accepted && <DealLinks deal={data} />}
        {accepted && <DealReport deal={data} />}
        <Agreement deal={data} />
      </div>
    </>
  );
}

function Agreement({ deal }: { deal: Deal }) {
  const t = useTranslations('portal.deal');
  const { locale, timeZone } = useUi();
  const newest = deal.terms.at(-1);
  return (
    <div className="grid gap-5 lg:grid-cols-2">
      <div className="space-y-5">
        {deal.message && (
          <Card title={t('message', { brand: deal.brand.name })}>
            <p className="break-words whitespace-pre-line">{deal.message}</p>
          </Card>
        )}
        <Card title={t('brief')}>
          <p className="break-words whitespace-pre-line">{deal.brief}</p>
          <p className="mt-3 text-sm">
            <span className="text-muted">{t('landing')}</span>{' '}
            <Link href={deal.landingUrl}>
              <span className="break-all">{deal.landingUrl}</span>
            </Link>
          </p>
        </Card>
        <Card title={t('disclosure')} description={t('disclosureHint')}>
          <p className="flex items-center justify-between gap-3 rounded-md bg-accent-soft px-3 py-2">
            <span className="min-w-0 font-semibold break-words">{deal.disclosure}</span>
            <CopyButton text={deal.disclosure} label={t('copyDisclosure')} />
          </p>
        </Card>
      </div>
      <div className="space-y-5">
        <Card
          title={t('terms')}
          description={
            newest
              ? t('termsFrozen', {
                  version: newest.version,
                  at: formatDate(newest.acceptedAt.getTime(), 'datetime', { locale, timeZone }),
                })
              : t('termsOffered')
          }
        >
          <TermsInWords rules={deal.rules} attribution={deal.attribution} />
        </Card>
        <Deliverables deal={deal} />
        <Card title={t('timeline')}>
          <DealTimeline events={deal.timeline} />
        </Card>
      </div>
    </div>
  );
}

function Deliverables({ deal }: { deal: Deal }) {
  const t = useTranslations('portal.deal');
  const formats = useTranslations('domain.formats');
  const { locale, timeZone } = useUi();
  return (
    <Card title={t('deliverables')}>
      {deal.deliverables.length === 0 ? (
        <p className="text-muted">{t('noDeliverables')}</p>
      ) : (
        <DataList
          items={deal.deliverables.map((one) => ({
            id: one.id,
            label: formats(one.format),
            value: one.title,
            hint: one.dueAt
              ? t('due', { at: formatDate(one.dueAt.getTime(), 'date', { locale, timeZone }) })
              : t('noDue'),
          }))}
        />
      )}
    </Card>
  );
}
