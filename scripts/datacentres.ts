/** `node scripts/datacentres.ts [version]`: writes packages/domain/tracking/data/datacentres.txt again, from a newer list. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './tool.ts';

const SOURCE = '@ip-location-db/asn';
const VERSION = '2.3.2026061719';

/**
 * Networks that machines are rented in, by AS number. Not here, because people come through them: carriers; content
 * networks whose relays browsers use (Cloudflare 13335, Fastly 54113, Akamai 20940 and 36183, Google 15169: iCloud
 * Private Relay, WARP, Chrome's IP protection); providers of VPNs (M247 9009, Datacamp 60068 and 212238); proxies of
 * companies (Zscaler 22616 and 62044).
 */
const RENTED: readonly [who: string, numbers: readonly number[]][] = [
  ['Amazon Web Services', [16509, 14618, 7224, 8987]],
  ['Google Cloud', [396982]],
  ['Microsoft Azure', [8075]],
  ['Oracle Cloud', [31898]],
  ['IBM Cloud', [36351]],
  ['Alibaba Cloud', [37963, 45102, 134963]],
  ['Tencent Cloud', [45090, 132203, 132591, 133478]],
  ['Huawei Cloud', [55990, 136907]],
  ['Baidu Cloud', [38365, 55967]],
  ['Volcano Engine and ByteDance’s own machines', [137718, 138699, 396986]],
  ['UCloud', [135377]],
  ['Kingsoft Cloud', [59019]],
  ['DigitalOcean', [14061]],
  ['OVH', [16276]],
  ['Hetzner', [24940, 213230, 212317]],
  ['Linode', [63949]],
  ['Vultr', [20473]],
  ['Contabo', [51167, 40021]],
  ['Leaseweb', [60781, 28753, 7203, 30633, 59253, 395954]],
  ['Scaleway', [12876]],
  ['IONOS', [8560]],
  ['netcup', [197540]],
  ['Rackspace', [33070, 27357, 19994]],
  ['GoDaddy', [26496]],
  ['DreamHost', [26347]],
  ['Hostinger', [47583]],
  ['Namecheap', [22612]],
  ['Psychz', [40676]],
  ['ColoCrossing and HostPapa', [36352, 54290]],
  ['Hivelocity', [29802, 61317]],
  ['Equinix Metal', [54825]],
  ['UpCloud', [202053]],
  ['Kamatera', [36007]],
  ['Aruba', [31034]],
  ['Fly.io', [40509]],
  ['FranTech', [53667]],
  ['Yandex Cloud', [200350]],
  ['Selectel', [49505]],
  ['Timeweb', [9123]],
];
const rented = new Set(RENTED.flatMap(([, numbers]) => numbers));

type Span = [from: bigint, to: bigint];

function main(version = VERSION): void {
  const dir = mkdtempSync(join(tmpdir(), 'kolony-datacentres-'));
  try {
    const pack = execFileSync('npm', ['pack', '--silent', '--pack-destination', dir, `${SOURCE}@${version}`]);
    execFileSync('tar', ['xzf', join(dir, String(pack).trim()), '-C', dir]);
    const read = (kind: string) => readFileSync(join(dir, 'package', `asn-${kind}-num.csv`), 'utf8');
    const ipv4 = merge(spans(read('ipv4'))).flatMap((span) => blocks(span, 32).map(ipv4Block));
    // To whole /48s: smaller ones are nobody's network.
    const ipv6 = merge(spans(read('ipv6')).map(([from, to]) => [from >> 80n, to >> 80n]));
    const lines = [...ipv4, ...ipv6.flatMap((span) => blocks(span, 48).map(ipv6Block))];
    writeFileSync(
      join(root, 'packages/domain/tracking/data/datacentres.txt'),
      `# Networks of data centres. Made by scripts/datacentres.ts from ${SOURCE} ${version}
# (routes by RouteViews, CC BY 4.0, http://www.routeviews.org; names by DB-IP, CC BY 4.0, https://db-ip.com).
${RENTED.map(([who, numbers]) => `# ${who}: ${numbers.map((number) => `AS${number}`).join(' ')}`).join('\n')}
${lines.join('\n')}
`,
    );
    console.log(`${lines.length} networks`);
  } finally {
    rmSync(dir, { recursive: true });
  }
}

/** Lines `from,to,number,"name"`, ascending. */
function spans(csv: string): Span[] {
  return csv.split('\n').flatMap((line): Span[] => {
    const [from = '', to = '', number] = line.split(',');
    return rented.has(Number(number)) ? [[BigInt(from), BigInt(to)]] : [];
  });
}

function merge(all: readonly Span[]): Span[] {
  const merged: Span[] = [];
  for (const [from, to] of all) {
    const last = merged.at(-1);
    if (!last || from > last[1] + 1n) merged.push([from, to]);
    else if (to > last[1]) last[1] = to;
  }
  return merged;
}

/** The fewest blocks that are exactly the span: [first address, bits of the prefix]. */
function blocks([from, to]: Span, width: number): [bigint, number][] {
  const found: [bigint, number][] = [];
  for (let at = from; at <= to; ) {
    let size = 1n;
    while (at % (size * 2n) === 0n && at + size * 2n - 1n <= to) size *= 2n;
    found.push([at, width - (size.toString(2).length - 1)]);
    at += size;
  }
  return found;
}

function ipv4Block([at, bits]: [bigint, number]): string {
  return `${[24n, 16n, 8n, 0n].map((shift) => (at >> shift) & 255n).join('.')}/${bits}`;
}

function ipv6Block([at, bits]: [bigint, number]): string {
  return `${[32n, 16n, 0n].map((shift) => ((at >> shift) & 0xffffn).toString(16)).join(':')}::/${bits}`;
}

main(process.argv[2]);
