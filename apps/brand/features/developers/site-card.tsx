'use client';
import type { SiteOrigins } from '@kolony/identity/schema';
import { FormError, SubmitButton, useForm } from '@kolony/shell';
import { Card, CopyButton, Field, Textarea, useToast } from '@kolony/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useTrpc } from '../../trpc.ts';
import { useMay } from '../frame/me.tsx';

const schema = () => import('@kolony/identity/schema').then((door) => door.SiteOrigins);

/** The tag for the shop's pages, and the origins whose pages the tracker listens to. */
export function SiteCard({ trackerUrl }: { trackerUrl: string }) {
  const t = useTranslations('brand.site');
  const keys = useTranslations('brand.keys');
  const may = useMay();
  const saved = useQuery(useTrpc().site.origins.queryOptions());
  const tag = `<script async src="${trackerUrl}/t.js"></script>`;
  return (
    <Card
      title={t('title')}
      description={t('about')}
      actions={<CopyButton text={tag} label={keys('copy')} size="sm" />}
    >
      <div className="space-y-4">
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1) */}
        <pre className="overflow-x-auto rounded-md bg-sunken p-3 text-sm" tabIndex={0}>
          <code>{tag}</code>
        </pre>
        {saved.data && may('key.write') && <OriginsForm saved={saved.data} />}
      </div>
    </Card>
  );
}

function OriginsForm({ saved }: { saved: SiteOrigins }) {
  const t = useTranslations('brand.site');
  const toast = useToast();
  const queries = useQueryClient();
  const save = useMutation(useTrpc().site.setOrigins.mutationOptions());
  const form = useForm({
    schema,
    submit: save.mutateAsync,
    prepare: ({ origins }) => ({
      origins: String(origins ?? '')
        .split(/\s+/)
        .filter(Boolean),
    }),
    onDone: async () => {
      toast({ title: t('saved'), tone: 'success' });
      await queries.invalidateQueries();
    },
  });
  // One control for all lines: whichever line is wrong, it is said here.
  const [, wrong] = Object.entries(form.errors).find(([path]) => path.startsWith('origins')) ?? [];
  return (
    <form {...form.props} className="space-y-4">
      <Field name="origins" label={t('origins')} hint={t('originsHint')} error={wrong}>
        <Textarea rows={3} defaultValue={saved.origins.join('\n')} />
      </Field>
      {!wrong && <FormError form={form} />}
      <SubmitButton form={form}>{t('save')}</SubmitButton>
    </form>
  );
}
