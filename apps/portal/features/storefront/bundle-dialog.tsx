'use client';
import type { Bundle, Link } from '@kolony/links/schema';
import { FormError, FormField, SubmitButton, useForm } from '@kolony/shell';
import {
  Button,
  Checkbox,
  Dialog,
  EmptyState,
  Field,
  FieldGroup,
  IconButton,
  Input,
  Select,
  useToast,
} from '@kolony/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ArrowUp, Link2, Trash2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useTrpc } from '../../trpc.ts';

const schema = () => import('@kolony/links/schema').then((door) => door.NewBundle);

interface Line {
  linkId: string;
  title: string;
}

/** A bundle's title, whether it is shown, and its lines in their order. */
export default function BundleDialog({ bundle, onClose }: { bundle?: Bundle; onClose: () => void }) {
  const t = useTranslations('portal.storefront');
  const actions = useTranslations('ui.actions');
  const toast = useToast();
  const queries = useQueryClient();
  const trpc = useTrpc();
  const links = useQuery(trpc.links.list.queryOptions({}));
  const save = useMutation(trpc.storefront.saveBundle.mutationOptions());
  const [lines, setLines] = useState<Line[]>(
    () => bundle?.items.map(({ linkId, title }) => ({ linkId, title })) ?? [],
  );
  const form = useForm({
    schema,
    submit: save.mutateAsync,
    prepare: (values) => ({ ...values, items: lines, ...(bundle ? { id: bundle.id } : {}) }),
    onDone: async () => {
      await queries.invalidateQueries({ queryKey: trpc.storefront.pathKey() });
      toast({ title: t('saved'), tone: 'success' });
      onClose();
    },
  });
  const [, wrong] = Object.entries(form.errors).find(([path]) => path.startsWith('items')) ?? [];
  return (
    <Dialog
      open
      onClose={onClose}
      title={t(bundle ? 'editBundle' : 'newBundle')}
      description={t('bundleHint')}
    >
      <form {...form.props} className="space-y-4">
        <FormError form={form} />
        <FormField form={form} name="title" label={t('bundleTitle')} required>
          <Input maxLength={60} autoComplete="off" defaultValue={bundle?.title} />
        </FormField>
        <Lines lines={lines} links={links.data ?? []} onChange={setLines} error={wrong} />
        <div className="space-y-2">
          <Checkbox name="published" label={t('publishBundle')} defaultChecked={bundle?.published ?? true} />
          <Checkbox
            name="onStorefront"
            label={t('putOnPage')}
            defaultChecked={bundle?.onStorefront ?? true}
          />
        </div>
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>{actions('cancel')}</Button>
          <SubmitButton form={form}>{t('save')}</SubmitButton>
        </div>
      </form>
    </Dialog>
  );
}

interface LinesProps {
  lines: Line[];
  links: readonly Link[];
  onChange: (lines: Line[]) => void;
  error: string | undefined;
}

function Lines({ lines, links, onChange, error }: LinesProps) {
  const t = useTranslations('portal.storefront');
  const left = links.filter(({ id }) => !lines.some(({ linkId }) => linkId === id));
  const nameOf = (link: Link) => `${link.label} · ${new URL(link.destination).hostname}`;
  const lift = (at: number) => {
    const next = [...lines];
    const [line] = next.splice(at, 1);
    if (line) next.splice(at - 1, 0, line);
    onChange(next);
  };
  return (
    <FieldGroup legend={t('lines')} error={error}>
      {links.length === 0 && (
        <EmptyState compact icon={<Link2 />} title={t('noLinks')} description={t('noLinksHint')} />
      )}
      <ol className="space-y-3">
        {lines.map((line, at) => {
          const link = links.find(({ id }) => id === line.linkId);
          return (
            <li key={line.linkId} className="flex items-end gap-1">
              <div className="min-w-0 flex-1">
                <Field label={link ? nameOf(link) : t('line')}>
                  <Input
                    maxLength={80}
                    value={line.title}
                    onChange={({ target }) =>
                      onChange(lines.map((one, n) => (n === at ? { ...one, title: target.value } : one)))
                    }
                  />
                </Field>
              </div>
              <IconButton
                label={t('up', { title: line.title })}
                disabled={at === 0}
                icon={<ArrowUp aria-hidden className="size-4" />}
                onClick={() => lift(at)}
              />
              <IconButton
                label={t('removeLine', { title: line.title })}
                icon={<Trash2 aria-hidden className="size-4" />}
                onClick={() => onChange(lines.filter((_, n) => n !== at))}
              />
            </li>
          );
        })}
      </ol>
      {left.length > 0 && lines.length < 50 && (
        <div className="mt-3">
          <Field label={t('addLine')}>
            <Select
              value=""
              placeholder={t('chooseLink')}
              onChange={({ target }) => {
                const link = left.find(({ id }) => id === target.value);
                if (link) onChange([...lines, { linkId: link.id, title: link.label }]);
              }}
              options={left.map((link) => ({ value: link.id, label: nameOf(link) }))}
            />
          </Field>
        </div>
      )}
    </FieldGroup>
  );
}
