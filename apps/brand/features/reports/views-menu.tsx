'use client';
import { Menu } from '@kolony/ui';
import { useQuery } from '@tanstack/react-query';
import { Bookmark } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useTrpc } from '../../trpc.ts';
import { useMay } from '../frame/me.tsx';
import { hrefOf, type ReportOfView } from './views.ts';

const KeepViewDialog = dynamic(() => import('./keep-view-dialog.tsx').then((part) => part.KeepViewDialog));
const ManageViewsDialog = dynamic(() =>
  import('./manage-views-dialog.tsx').then((part) => part.ManageViewsDialog),
);

/** Questions that are asked again and again, each under its name. */
export function ViewsMenu({ report }: { report: ReportOfView }) {
  const t = useTranslations('reports.views');
  const may = useMay();
  const { data: views = [] } = useQuery(useTrpc().views.list.queryOptions());
  const [open, setOpen] = useState<'keep' | 'manage' | null>(null);
  const close = () => setOpen(null);
  const act = (id: 'keep' | 'manage') => ({ id, label: t(id), onSelect: () => setOpen(id) });
  const acts = [...(may('report.write') ? [act('keep')] : []), ...(views.length > 0 ? [act('manage')] : [])];
  return (
    <>
      <Menu
        label={t('title')}
        items={[
          ...views.map((view) => ({
            id: view.id,
            label: view.name,
            href: hrefOf(view),
            ...(view.default ? { hint: t('isDefault') } : {}),
          })),
          ...acts.map((item, at) => ({ ...item, ...(at === 0 ? { section: true as const } : {}) })),
        ]}
      >
        <Bookmark aria-hidden className="size-4" />
        {t('title')}
      </Menu>
      {open === 'keep' && <KeepViewDialog report={report} onClose={close} />}
      {open === 'manage' && <ManageViewsDialog onClose={close} />}
    </>
  );
}
