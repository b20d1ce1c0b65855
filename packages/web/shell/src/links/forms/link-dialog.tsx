'use client';
import type { Link, NewLink } from '@kolony/links/schema';
import { Button, Dialog, FieldGroup, Input } from '@kolony/ui';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { FormError, FormField, SubmitButton } from '../../forms/form-parts.tsx';
import { useForm } from '../../forms/use-form.ts';
import { routesOf, rowsOf } from '../route-rows.ts';
import { RouteFields } from './route-fields.tsx';

const schema = () => import('@kolony/links/schema').then((door) => door.NewLink);
const UTM = ['source', 'medium', 'campaign', 'content', 'term'] as const;

interface LinkDialogProps {
  dealId: string;
  /** The campaign's landing page: where a link without a page of its own leads. */
  landingUrl: string;
  /** Set: this link is changed. */
  link?: Link;
  submit: (values: NewLink) => Promise<Link>;
  onDone: (link: Link) => void;
  onClose: () => void;
}

/** A link of a deal: what it is called and where it leads; what fewer need is folded. */
export function LinkDialog({ dealId, landingUrl, link, submit, onDone, onClose }: LinkDialogProps) {
  const t = useTranslations('domain.linkForm');
  const actions = useTranslations('ui.actions');
  const [rows, setRows] = useState(() => (link ? rowsOf(link) : []));
  const form = useForm({
    schema,
    submit,
    onDone,
    prepare: ({ subIds, utm, expiresAt, ...values }) => ({
      ...values,
      dealId,
      utm: utm ?? {},
      subIds: Array.isArray(subIds) ? subIds.filter(Boolean) : [],
      expiresAt: typeof expiresAt === 'string' ? new Date(expiresAt) : undefined,
      routes: routesOf(rows, typeof values.destination === 'string' ? values.destination : landingUrl),
    }),
  });
  const [, wrongRoute] = Object.entries(form.errors).find(([path]) => path.startsWith('routes')) ?? [];
  const more =
    link && (rows.length > 0 || link.expiresAt || link.subIds.length > 0 || Object.keys(link.utm).length > 0);
  return (
    <Dialog
      open
      onClose={onClose}
      title={t(link ? 'editTitle' : 'newTitle')}
      description={t(link ? 'editHint' : 'newHint')}
    >
      <form {...form.props} className="space-y-4">
        <FormError form={form} />
        <FormField form={form} name="label" label={t('label')} hint={t('labelHint')} required>
          <Input maxLength={60} autoComplete="off" defaultValue={link?.label} />
        </FormField>
        <FormField
          form={form}
          name="destination"
          label={t('destination')}
          hint={t('destinationHint', { url: landingUrl })}
          optional
        >
          <Input
            type="url"
            inputMode="url"
            maxLength={1_000}
            autoComplete="off"
            placeholder={landingUrl}
            defaultValue={link?.destination}
          />
        </FormField>
        <details open={Boolean(more)} className="group rounded-md border border-border">
          <summary className="cursor-pointer px-3 py-2.5 font-medium">{t('more')}</summary>
          <div className="space-y-5 px-3 pt-1 pb-3">
            <FormField form={form} name="expiresAt" label={t('expires')} hint={t('expiresHint')} optional>
              <Input type="datetime-local" defaultValue={link?.expiresAt ? localText(link.expiresAt) : ''} />
            </FormField>
            <FieldGroup legend={t('utm')} hint={t('utmHint')}>
              <div className="grid gap-3 sm:grid-cols-2">
                {UTM.map((field) => (
                  <FormField key={field} form={form} name={`utm.${field}`} label={`utm_${field}`}>
                    <Input maxLength={100} autoComplete="off" defaultValue={link?.utm[field]} />
                  </FormField>
                ))}
              </div>
            </FieldGroup>
            <FieldGroup legend={t('subIds')} hint={t('subIdsHint')}>
              <div className="grid gap-3 sm:grid-cols-3">
                {[0, 1, 2].map((n) => (
                  <FormField key={n} form={form} name={`subIds.${n}`} label={`sub${n + 1}`}>
                    <Input maxLength={64} autoComplete="off" defaultValue={link?.subIds[n]} />
                  </FormField>
                ))}
              </div>
            </FieldGroup>
            <RouteFields rows={rows} onChange={setRows} error={wrongRoute} />
          </div>
        </details>
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>{actions('cancel')}</Button>
          <SubmitButton form={form}>{t(link ? 'save' : 'create')}</SubmitButton>
        </div>
      </form>
    </Dialog>
  );
}

/** As a local date and time control holds it, without a zone. */
function localText(at: Date): string {
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
