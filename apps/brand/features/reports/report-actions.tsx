'use client';
import type { BrandInputs } from '@kolony/rpc/brand';
import { Button, Menu } from '@kolony/ui';
import { Download, Mail, Share2 } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useMay } from '../frame/me.tsx';
import { ViewsMenu } from './views-menu.tsx';

const ShareDialog = dynamic(() => import('./share-dialog.tsx').then((part) => part.ShareDialog));

const ScheduleDialog = dynamic(() => import('./schedule-dialog.tsx').then((part) => part.ScheduleDialog));

export type ReportQuestion = BrandInputs['shares']['create']['question'];
interface ReportActionsProps {
  report: BrandInputs['shares']['create']['report'];
  question: ReportQuestion;
}

/** What can be done with any report: keep its figures in a file, show it to somebody. */
export function ReportActions({ report, question }: ReportActionsProps) {
  const t = useTranslations('reports.actions');
  const may = useMay();
  const [sharing, setSharing] = useState(false);
  const [mailing, setMailing] = useState(false);
  const fileHref = (format: 'csv' | 'xlsx') =>
    `/reports/export?${new URLSearchParams({ report, format, question: JSON.stringify(question) })}`;
  return (
    <>
      <ViewsMenu report={report} />
      <Menu
        label={t('export')}
        items={[
          { id: 'xlsx', label: t('xlsx'), onSelect: () => location.assign(fileHref('xlsx')) },
          { id: 'csv', label: t('csv'), onSelect: () => location.assign(fileHref('csv')) },
        ]}
      >
        <Download aria-hidden className="size-4" />
        {t('export')}
      </Menu>
      {may('report.write') && (
        <Button icon={<Mail aria-hidden className="size-4" />} onClick={() => setMailing(true)}>
          {t('mail')}
        </Button>
      )}
      {may('report.write') && (
        <Button icon={<Share2 aria-hidden className="size-4" />} onClick={() => setSharing(true)}>
          {t('share')}
        </Button>
      )}
      {mailing && <ScheduleDialog report={report} question={question} onClose={() => setMailing(false)} />}
      {sharing && <ShareDialog report={report} question={question} onClose={() => setSharing(false)} />}
    </>
  );
}
