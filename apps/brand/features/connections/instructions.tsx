'use client';
import type { Connection, Provider } from '@kolony/connectors/schema';
import { Card, CopyButton } from '@kolony/ui';
import { useTranslations } from 'next-intl';

/** What is to be done at the shop: the address, the events to tick, and how the order learns whose click it was. */
export function Instructions({
  connection: { id, provider },
  topics,
  apiUrl,
  trackerUrl,
}: {
  connection: Connection;
  /** The events to tick. */
  topics: Record<Provider, readonly string[]>;
  apiUrl: string;
  trackerUrl: string;
}) {
  const t = useTranslations('brand.connections');
  const address = `${apiUrl}/v1/connections/${id}/events`;
  const code = HAND_OVER[provider](trackerUrl);
  return (
    <Card title={t('setUp')} description={t(`where.${provider}`)}>
      <ol className="list-decimal space-y-5 ps-5">
        <li>
          <p className="mb-2">{t('enterAddress')}</p>
          <Copied text={address} label={t('copyAddress')} />
        </li>
        <li>
          <p className="mb-2">{t('tick')}</p>
          <ul className="flex flex-wrap gap-2">
            {topics[provider].map((topic) => (
              <li key={topic}>
                <code className="break-all rounded-md bg-sunken px-2 py-1 text-sm">{topic}</code>
              </li>
            ))}
          </ul>
        </li>
        <li>
          <p className="mb-2">{t(`handOver.${provider}`)}</p>
          <Copied text={code} label={t('copyCode')} />
        </li>
      </ol>
    </Card>
  );
}

function Copied({ text, label }: { text: string; label: string }) {
  return (
    <div className="space-y-2">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1) */}
      <pre className="overflow-x-auto rounded-md bg-sunken p-3 text-sm" tabIndex={0}>
        <code>{text}</code>
      </pre>
      <CopyButton text={text} label={label} size="sm">
        {label}
      </CopyButton>
    </div>
  );
}

/** How the touches that the snippet keeps come into the shop's order. Stripe's values have room for ten of them. */
const HAND_OVER: Record<Provider, (trackerUrl: string) => string> = {
  shopify: (trackerUrl) => `<script async src="${trackerUrl}/t.js"></script>
<script>
  window.kolony = window.kolony || function () { (kolony.q = kolony.q || []).push(arguments); };
  kolony('touches', function (touches) {
    if (touches.length) fetch('/cart/update.js', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ attributes: { kclid: touches.join('.') } }),
    });
  });
</script>`,
  woocommerce: (trackerUrl) => `add_action('wp_enqueue_scripts', function () {
  wp_enqueue_script('kolony', '${trackerUrl}/t.js', [], null, ['strategy' => 'async']);
});
function kolony_keep($order) {
  if (!empty($_COOKIE['kolony'])) {
    $order->update_meta_data('_kclid', sanitize_text_field(wp_unslash($_COOKIE['kolony'])));
  }
}
add_action('woocommerce_checkout_create_order', 'kolony_keep');
add_action('woocommerce_store_api_checkout_update_order_meta', 'kolony_keep');`,
  stripe: (trackerUrl) => `<!-- ${trackerUrl}/t.js on the shop's pages -->
const touches = (cookies.kolony ?? '').split('.').slice(-10).join('.');
await stripe.checkout.sessions.create({
  // …
  metadata: { order_id: order.id, kclid: touches },
});`,
};
