'use client';
import { Select, useUi } from '@kolony/ui';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { countries } from './countries.ts';

export function CountrySelect({ defaultValue }: { defaultValue?: string | undefined }) {
  const t = useTranslations('domain.account');
  const { locale } = useUi();
  const options = useMemo(() => countries(locale), [locale]);
  return (
    <Select
      options={options}
      placeholder={t('countryChoose')}
      defaultValue={defaultValue ?? ''}
      autoComplete="country"
    />
  );
}
