'use client';
import { Field, Select, useUi } from '@kolony/ui';

/** Whose days a report has: the reader's own zone, told as '', or any other. */
export function ZoneSelect({
  label,
  ownLabel,
  value,
  onChange,
}: {
  label: string;
  ownLabel(zone: string): string;
  value: string;
  onChange(zone: string): void;
}) {
  const { timeZone } = useUi();
  return (
    <Field label={label}>
      <Select
        options={[
          { value: '', label: ownLabel(timeZone) },
          ...Intl.supportedValuesOf('timeZone').map((zone) => ({ value: zone, label: zone })),
        ]}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    </Field>
  );
}
