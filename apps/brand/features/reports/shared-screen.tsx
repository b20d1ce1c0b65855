'use client';
import type { ReportName } from '@kolony/reports/schema';
import type { BrandOutputs } from '@kolony/rpc/brand';
import { BrandMark, LocaleSwitcher, PageHeader, ThemeSwitcher, TimeZone } from '@kolony/shell';
import { EmptyState, formatDate, formatDay, useUi } from '@kolony/ui';
import { Link2Off, Timer } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ComponentType, ReactNode } from 'react';
import { Attribution } from './attribution-screen.tsx';
import { ComparedDays } from './beside.tsx';
import { Codes } from './codes-screen.tsx';
import { Content } from './content-screen.tsx';
import { Customers } from './customers-screen.tsx';
import { Funnel } from './funnel-screen.tsx';
import { Kols } from './kols-screen.tsx';
import { Overview } from './overview-screen.tsx';
import { Products } from './products-screen.tsx';
import { Quality } from './quality-report-screen.tsx';
import type { Refusal } from './shared-refusal.ts';
import { Spend } from './spend-screen.tsx';
import { Timing } from './timing-screen.tsx';
import { Traffic } from './traffic-screen.tsx';

type Opened = BrandOutputs['shares']['open'];
type AnswerOf<Name extends ReportName> = Extract<Opened, { report: Name }>['answer'];

/** Each report as it is drawn in the app, without the ways into the workspace. */
const DRAWN: { [Name in ReportName]: ComponentType<{ report: AnswerOf<Name> }> } = {
  overview: Overview,
  kols: Kols,
  attribution: ({ report }) => <Attribution report={report} model="shapley" />,
  funnel: Funnel,
  products: Products,
  customers: Customers,
  timing: Timing,
  traffic: Traffic,
  codes: Codes,
  quality: Quality,
  content: Content,
  spend: Spend,
};

/** What a shared link leads to: one report, or a word why not. */
export function SharedScreen({ opened }: { opened: Opened | Refusal }) {
  const t = useTranslations('reports.shares');
  const errors = useTranslations('domain.errors.reports');
  if (opened === 'too_often')
    return (
      <Frame>
        <EmptyState icon={<Timer />} title={errors('opened_too_often')} />
      </Frame>
    );
  if (opened === 'over')
    return (
      <Frame>
        <EmptyState icon={<Link2Off />} title={t('overTitle')} description={t('overAbout')} />
      </Frame>
    );
  return (
    <TimeZone name={opened.timeZone}>
      <Frame>
        <Shown opened={opened} />
      </Frame>
    </TimeZone>
  );
}

function Shown({ opened: { report, answer, brandName, expiresAt } }: { opened: Opened }) {
  const t = useTranslations('reports.shares');
  const own = useTranslations(`reports.${report}`);
  const { locale, timeZone } = useUi();
  const { from, to } = answer.period;
  // One of the union's own pairs: the catalogue answers each report by its own schema.
  const Report = DRAWN[report] as ComponentType<{ report: Opened['answer'] }>;
  return (
    <>
      <PageHeader title={own('title')} description={t('from', { brand: brandName })} />
      <p className="mb-5 text-sm text-muted">
        {formatDay(from, locale)} – {formatDay(to, locale)} · {answer.timeZone} ·{' '}
        {t('works', { at: formatDate(expiresAt.getTime(), 'datetime', { locale, timeZone }) })}
      </p>
      <ComparedDays earlier={answer.earlier} />
      <Report report={answer} />
    </>
  );
}

function Frame({ children }: { children: ReactNode }) {
  return (
    <div className="mx-auto min-h-dvh max-w-300 px-4 py-5 sm:px-6">
      <header className="mb-6 flex items-center justify-between gap-4">
        <BrandMark />
        <div className="flex items-center gap-2">
          <LocaleSwitcher />
          <ThemeSwitcher />
        </div>
      </header>
      <main>{children}</main>
    </div>
  );
}
