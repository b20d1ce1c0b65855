'use client';
import type { BrandOutputs } from '@kolony/rpc/brand';
import { useErrorMessage } from '@kolony/shell';
import { ExplanationTree } from '@kolony/shell/work';
import { Button, Card, CopyButton, Field, Notice, Textarea } from '@kolony/ui';
import { useMutation } from '@tanstack/react-query';
import { PackageCheck } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useTrpc } from '../../trpc.ts';
import { useMay } from '../frame/me.tsx';
import { CheckList } from './check-list.tsx';
import { sampleOrder } from './sample-order.ts';
import type { Visit } from './visit-step.tsx';

type Tried = BrandOutputs['integration']['tryOrder'];

/** The body a shop's server would send, tried without recording it. */
export function OrderStep({ visit, apiUrl }: { visit: Visit | null; apiUrl: string }) {
  const t = useTranslations('brand.console');
  const explain = useErrorMessage();
  const may = useMay();
  const [body, setBody] = useState(() => sampleOrder(visit));
  const trial = useMutation(useTrpc().integration.tryOrder.mutationOptions());
  const curl = `curl ${apiUrl}/v1/test-events \\
  -H "Authorization: Bearer $KEY" -H "Content-Type: application/json" \\
  -d '${body.replaceAll("'", "'\\''")}'`;
  return (
    <Card
      title={t('order')}
      description={t('orderAbout')}
      actions={
        <CopyButton text={curl} label={t('copyCurl')} size="sm">
          {t('copyCurl')}
        </CopyButton>
      }
    >
      <div className="space-y-4">
        <Field label={t('body')} hint={visit ? t('bodyHint') : t('bodyNoClick')}>
          <Textarea
            rows={9}
            spellCheck={false}
            value={body}
            onChange={(event) => setBody(event.target.value)}
            className="font-mono"
          />
        </Field>
        {may('key.write') && (
          <Button
            variant="primary"
            icon={<PackageCheck aria-hidden className="size-4" />}
            pending={trial.isPending}
            onClick={() => trial.mutate({ body })}
          >
            {t('tryOrder')}
          </Button>
        )}
        {trial.error && <Notice tone="danger">{explain(trial.error)}</Notice>}
        {trial.data && <Answer tried={trial.data} />}
      </div>
    </Card>
  );
}

function Answer({ tried: { event, explanations } }: { tried: Tried }) {
  const t = useTranslations('brand.console');
  const { earns, status, conversion } = event;
  const tone = earns ? 'success' : conversion ? 'warning' : 'danger';
  return (
    <div className="space-y-4" aria-live="polite">
      <Notice tone={tone} title={t(earns ? 'earns' : conversion ? 'earnsNobody' : 'refused')}>
        {t('wouldAnswer', { status: String(status) })}
      </Notice>
      <CheckList checks={event.checks} />
      {explanations.map((explanation) => (
        <ExplanationTree key={explanation.commission.id} explanation={explanation} />
      ))}
    </div>
  );
}
