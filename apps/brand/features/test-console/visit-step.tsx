'use client';
import type { BrandOutputs } from '@kolony/rpc/brand';
import { useErrorMessage } from '@kolony/shell';
import { Button, Card, Field, Notice, Select } from '@kolony/ui';
import { useMutation, useQuery } from '@tanstack/react-query';
import { MousePointerClick } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useTrpc } from '../../trpc.ts';
import { useMay } from '../frame/me.tsx';
import { type Check, CheckList } from './check-list.tsx';

type Link = BrandOutputs['integration']['links']['data'][number];
/** A visit with what its campaign pays in. */
export type Visit = BrandOutputs['integration']['visit'] & { currency: string };

/** A real visit through the tracker, as a bot: it is recorded and never counted. */
export function VisitStep({
  links,
  visit,
  onVisit,
}: {
  links: readonly Link[];
  visit: Visit | null;
  onVisit: (visit: Visit) => void;
}) {
  const t = useTranslations('brand.console');
  const explain = useErrorMessage();
  const may = useMay();
  const trpc = useTrpc();
  const [id, setId] = useState(links[0]?.id ?? '');
  const link = links.find((one) => one.id === id);
  const campaign = useQuery({
    ...trpc.campaigns.get.queryOptions({ id: link?.campaignId ?? '' }),
    enabled: link !== undefined,
  });
  const currency = campaign.data?.currency ?? 'CNY';
  const send = useMutation(
    trpc.integration.visit.mutationOptions({ onSuccess: (seen) => onVisit({ ...seen, currency }) }),
  );
  return (
    <Card title={t('click')} description={t('clickAbout')}>
      <div className="space-y-4">
        <div className="flex flex-wrap items-end gap-3">
          <div className="min-w-0 flex-1 basis-56">
            <Field label={t('link')}>
              <Select
                value={id}
                onChange={(event) => setId(event.target.value)}
                options={links.map(({ id: value, label, slug }) => ({ value, label: `${label} · /${slug}` }))}
              />
            </Field>
          </div>
          {may('key.write') && (
            <Button
              variant="primary"
              icon={<MousePointerClick aria-hidden className="size-4" />}
              pending={send.isPending}
              disabled={!campaign.data}
              onClick={() => send.mutate({ id })}
            >
              {t('sendClick')}
            </Button>
          )}
        </div>
        {send.error && <Notice tone="danger">{explain(send.error)}</Notice>}
        {visit && (
          <>
            <CheckList checks={checksOf(visit)} />
            {visit.clickId && (
              <p className="text-sm text-muted">
                kclid <code className="break-all text-text">{visit.clickId}</code>
              </p>
            )}
          </>
        )}
      </div>
    </Card>
  );
}

function checksOf({ status, location, clickId, tookMs }: Visit): Check[] {
  const passed = (ok: boolean) => (ok ? 'passed' : 'failed');
  const about = null;
  return [
    {
      name: 'link_answers',
      result: passed(status === 302),
      why: status === 302 ? null : `status_${status}`,
      about,
      facts: { status, took: tookMs },
    },
    {
      name: 'link_leads',
      result: location ? 'passed' : 'skipped',
      why: null,
      about,
      facts: { host: location ? new URL(location).host : '' },
    },
    {
      name: 'link_token',
      result: !location ? 'skipped' : passed(clickId !== null),
      why: clickId ? null : 'no_token',
      about,
      facts: {},
    },
  ];
}
