'use client';
import type { BrandOutputs } from '@kolony/rpc/brand';
import { useUrlState } from '@kolony/shell';
import { Card, Field, formatNum, Num, Segmented, Select, Stat, StatGroup, Table, useUi } from '@kolony/ui';
import { SankeyChart } from '@kolony/ui/charts';
import { useTranslations } from 'next-intl';

type AttributionReport = BrandOutputs['reports']['attribution'];

const SHOWN = ['orders', 'all'] as const;

/** The journeys as a picture: from the first touch to an order, or to none. */
export function Journeys({ report }: { report: AttributionReport }) {
  const t = useTranslations('reports.attribution.journeys');
  const { locale } = useUi();
  const [state, set] = useUrlState({ journeys: 'orders' });
  const shown = SHOWN.find((one) => one === state.journeys) ?? 'orders';
  const names = new Map(report.kols.map(({ kolId, displayName }) => [kolId, displayName]));
  const ids = [...new Set(report.flows.flatMap(({ from, to }) => [from, to]))];
  const hues = new Map(
    [
      ...new Set(ids.map((id) => id.split(':')[1]).filter((kol) => kol !== undefined && kol !== 'others')),
    ].map((kol, index) => [kol, index % 4]),
  );
  const places = ids.map((id) => {
    const [position = '', kol] = id.split(':');
    if (kol === undefined)
      return { id, label: t(id === 'order' ? 'order' : 'none'), hue: id === 'order' ? 3 : 5 };
    return {
      id,
      label: kol === 'others' ? t('others') : (names.get(kol) ?? kol),
      column: `${position}.`,
      hue: kol === 'others' ? 5 : (hues.get(kol) ?? 0),
    };
  });
  const flows = report.flows.map(({ from, to, orders, open }) => ({
    from,
    to,
    value: shown === 'orders' ? orders : orders + open,
  }));
  const longest = report.flows.filter(({ from }) => from.startsWith('1:'));
  const direct = longest.filter(({ to }) => to === 'order').reduce((sum, { orders }) => sum + orders, 0);
  return (
    <Card>
      <SankeyChart
        title={t('title')}
        summary={t('summary', {
          orders: formatNum(report.orders, locale),
          direct: formatNum(direct, locale),
          more: formatNum(report.orders - direct, locale),
        })}
        places={places}
        flows={flows}
        valueLabel={t('journeys')}
        format={(value) => formatNum(value, locale)}
        xLabel={t('step')}
        height={380}
        fileName="journeys"
      />
      <div className="mt-4 flex flex-wrap items-center gap-3">
        <Segmented
          label={t('shown')}
          options={SHOWN.map((value) => ({ value, label: t(`show.${value}`) }))}
          value={shown}
          onChange={(value) => set({ journeys: value })}
        />
        <p className="text-sm text-muted">{t('about')}</p>
      </div>
    </Card>
  );
}

/** One KOL's place in the journeys: who came before and after, and what it did for orders. */
export function PathExplorer({ report }: { report: AttributionReport }) {
  const t = useTranslations('reports.attribution.explorer');
  const [{ explore }, set] = useUrlState({ explore: '' });
  const { steps } = report;
  const step = steps.find(({ kolId }) => kolId === explore) ?? steps[0];
  if (!step) return null;
  const figures = [
    ['journeys', step.journeys],
    ['opened', step.opened],
    ['assisted', step.assisted],
    ['closed', step.closed],
    ['alone', step.alone],
  ] as const;
  return (
    <Card title={t('title')} description={t('about')}>
      <div className="space-y-5">
        <div className="max-w-xs">
          <Field label={t('kol')}>
            <Select
              options={steps.map(({ kolId, displayName }) => ({ value: kolId, label: displayName }))}
              value={step.kolId}
              onChange={(event) => set({ explore: event.currentTarget.value })}
            />
          </Field>
        </div>
        <StatGroup columns={5} card={false}>
          {figures.map(([id, value]) => (
            <Stat
              key={id}
              label={t(`${id}.label`)}
              value={<Num value={value} />}
              hint={t(`${id}.hint`, { orders: step.orders })}
            />
          ))}
        </StatGroup>
        <div className="grid gap-5 lg:grid-cols-2">
          {(['before', 'after'] as const).map((side) => (
            <section key={side} className="min-w-0">
              <h3 className="mb-2 font-semibold">{t(side, { kol: step.displayName })}</h3>
              {step[side].length === 0 ? (
                <p className="text-sm text-muted">{t('nobody')}</p>
              ) : (
                <Table
                  caption={t(side, { kol: step.displayName })}
                  rows={step[side]}
                  rowKey={(row) => row.kolId}
                  columns={[
                    { id: 'kol', header: t('kol'), primary: true, cell: (row) => row.displayName },
                    {
                      id: 'journeys',
                      header: t('journeys.label'),
                      numeric: true,
                      cell: (row) => <Num value={row.journeys} />,
                    },
                  ]}
                />
              )}
            </section>
          ))}
        </div>
      </div>
    </Card>
  );
}
