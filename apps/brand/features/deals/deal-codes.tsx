'use client';
import type { Deal } from '@kolony/deals/schema';
import { CodeFigures } from '@kolony/shell/links';
import { Button, Card, CopyButton, Link } from '@kolony/ui';
import { useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { lazy, Suspense, useState } from 'react';
import { useTrpc } from '../../trpc.ts';
import { LeakNotice } from '../coupons/leak-notice.tsx';
import { useMay } from '../frame/me.tsx';

const NewCodesDialog = lazy(() => import('../coupons/new-codes-dialog.tsx'));
const SHOWN = 10;

/** The newest codes of the deal; all of them are on the page of codes. */
export function DealCodes({ deal }: { deal: Deal }) {
  const t = useTranslations('brand.coupons');
  const may = useMay();
  const codes = useQuery(useTrpc().coupons.list.queryOptions({ dealId: deal.id, limit: SHOWN }));
  const [adding, setAdding] = useState(false);
  const writes = may('deal.write') && deal.state === 'active';
  if (!codes.data) return null;
  return (
    <Card
      title={t('title')}
      description={t('ofDeal')}
      actions={
        writes && (
          <Button size="sm" icon={<Plus aria-hidden className="size-4" />} onClick={() => setAdding(true)}>
            {t('new')}
          </Button>
        )
      }
      footer={codes.data.nextCursor ? <Link href="/coupons">{t('all')}</Link> : undefined}
    >
      {codes.data.data.length === 0 && <p className="text-sm text-muted">{t('noneOfDeal')}</p>}
      <ul className="space-y-3">
        {codes.data.data.map((coupon) => (
          <li key={coupon.id} className="space-y-1">
            <p className="flex items-center justify-between gap-3">
              <span className="font-medium break-all">{coupon.code}</span>
              <CopyButton text={coupon.code} label={t('copy', { code: coupon.code })} />
            </p>
            <p className="text-sm text-muted">
              <CodeFigures coupon={coupon} />
            </p>
            {coupon.leaking && <LeakNotice coupon={coupon} />}
          </li>
        ))}
      </ul>
      <Suspense>
        {adding && (
          <NewCodesDialog
            deals={[{ id: deal.id, label: `${deal.kol.displayName} · ${deal.campaign.name}` }]}
            onClose={() => setAdding(false)}
          />
        )}
      </Suspense>
    </Card>
  );
}
