'use client';
import type { Storefront } from '@kolony/links/schema';
import { FormField, SubmitButton, useForm } from '@kolony/shell';
import { Switch, Textarea, useToast } from '@kolony/ui';
import { useTranslations } from 'next-intl';
import { useSavePage } from './use-save-page.ts';

const schema = () => import('@kolony/links/schema').then((door) => door.SetStorefront);

/** Whether visitors see the page, which takes effect at once, and what it says of its KOL. */
export function PageForm({ page }: { page: Storefront }) {
  const t = useTranslations('portal.storefront');
  const toast = useToast();
  const save = useSavePage();
  const form = useForm({
    schema,
    submit: save.mutateAsync,
    prepare: (values) => ({ ...values, published: page.published }),
    onDone: () => toast({ title: t('saved'), tone: 'success' }),
  });
  return (
    <div className="space-y-4">
      <Switch
        label={t('published')}
        hint={t('publishedHint')}
        checked={save.isPending ? save.variables.published : page.published}
        disabled={save.isPending}
        onChange={({ target }) => save.mutate({ bio: page.bio, published: target.checked })}
      />
      <form {...form.props} className="space-y-4">
        <FormField form={form} name="bio" label={t('bio')} hint={t('bioHint')}>
          <Textarea rows={3} maxLength={300} defaultValue={page.bio} />
        </FormField>
        <SubmitButton form={form}>{t('save')}</SubmitButton>
      </form>
    </div>
  );
}
