'use client';
import { PageHeader } from '@kolony/shell';
import { LinkTabs } from '@kolony/ui';
import { useSearchParams } from 'next/navigation';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { AgreementBadge } from './agreement.tsx';
import { KEPT } from './question.ts';
import { ReportActions, type ReportQuestion } from './report-actions.tsx';
import { type ReportPage as Name, REPORT_PAGES } from './reports.ts';
import { useDefaultView } from './views.ts';

/** A report's header and its neighbours, which are asked the same question when one goes there. */
export function ReportPage({
  name,
  question,
  children,
}: {
  name: Name;
  /** As the report's own procedure takes it. */
  question: ReportQuestion;
  children: ReactNode;
}) {
  const t = useTranslations('reports.nav');
  const own = useTranslations(`reports.${name}`);
  const params = useSearchParams();
  useDefaultView(name);
  const kept = new URLSearchParams([...params].filter(([key]) => KEPT.has(key))).toString();
  const hrefOf = (page: Name) => `/reports/${page}${kept ? `?${kept}` : ''}`;
  return (
    <>
      <PageHeader
        title={own('title')}
        description={own('about')}
        actions={
          <>
            <AgreementBadge />
            <ReportActions report={name} question={question} />
          </>
        }
      />
      <div className="mb-5">
        <LinkTabs
          label={t('label')}
          tabs={REPORT_PAGES.map((page) => ({ href: hrefOf(page), label: t(page) }))}
          current={hrefOf(name)}
        />
      </div>
      {children}
    </>
  );
}
