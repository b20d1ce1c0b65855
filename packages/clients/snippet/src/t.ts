import type { SiteEvent, SiteEventFacts } from '@kolony/tracking/schema';
import { carryAlong } from './carry.ts';
import { forgetStored, readStored, writeStored } from './storage.ts';
import { type Memory, merge, randomName, readMemory } from './touches.ts';

type Command =
  | [name: 'view' | 'cart' | 'order', facts?: SiteEventFacts]
  | [name: 'consent', answer: 'granted' | 'denied']
  /** Calls back with the click tokens, oldest first: what the shop's server sends as `touches`. */
  | [name: 'touches', done: (touches: string[]) => void];

declare global {
  interface Window {
    kolony?: ((...command: Command) => void) & { q?: Iterable<ArrayLike<unknown>> };
  }
}

const NOBODY: Memory = { touches: [], visitor: '' };

/** The page's tag: `data-consent="required"`, `data-view="manual"`, `data-hosts="pay.example other.example"`. */
const tag = (document.currentScript ?? document.querySelector('script[src$="/t.js"]')) as HTMLScriptElement;
const { consent: asked, view, hosts = '' } = tag.dataset;
const beacon = new URL('/e', tag.src).href;

/** While it is pending nothing is stored and nothing is sent: the landing's touches travel along by parameter. */
let consent: 'granted' | 'pending' | 'denied' = asked === 'required' ? 'pending' : 'granted';
let stored = false;
let waiting: string[] = [];

const landing = new URLSearchParams(location.search);
let memory = merge(readMemory(landing.getAll('kclid').join('.')), NOBODY, Date.now());
memory.visitor = readMemory(landing.get('kvid') ?? '').visitor;

function remember(): void {
  memory = merge(readStored(), memory, Date.now());
  if (!memory.touches.length) return;
  const visitor = memory.visitor || randomName();
  stored = writeStored({ ...memory, visitor });
  // A name that the next page does not know would make one visitor many.
  if (stored) memory.visitor = visitor;
}

function decide(answer: 'granted' | 'denied'): void {
  consent = answer;
  const events = waiting;
  waiting = [];
  if (answer === 'granted') {
    remember();
    events.forEach(send);
    return;
  }
  memory = NOBODY;
  stored = false;
  forgetStored();
}

function report(event: SiteEvent['event'], facts?: SiteEventFacts): void {
  // Whoever came by no KOL is nobody's business here.
  if (!memory.touches.length) return;
  const { touches, visitor } = memory;
  const body = JSON.stringify({
    page: location.pathname.slice(0, 500),
    ...facts,
    event,
    event_id: randomName(),
    touches,
    visitor: visitor || undefined,
  });
  if (consent === 'granted') send(body);
  else waiting.push(body);
}

/** As text/plain, which needs no preflight; both survive the page's end. */
function send(body: string): void {
  if (navigator.sendBeacon?.(beacon, body)) return;
  fetch(beacon, { method: 'POST', body, keepalive: true, credentials: 'omit' }).catch(() => undefined);
}

function run(...command: Command): void {
  const [name, value] = command;
  if (name === 'consent') decide(value);
  else if (name === 'touches') value([...memory.touches]);
  else report(name, value);
}

// Calls before this file was there. What they say of consent holds before anything is stored or sent.
const early = Array.from(window.kolony?.q ?? [], (command) => Array.from(command) as Command);
const answers = early.filter(([name]) => name === 'consent');
window.kolony = run;
if (consent === 'granted' && answers.length === 0) remember();
for (const answer of answers) run(...answer);
carryAlong({ memory: () => memory, everywhere: () => !stored, hosts: hosts.split(/\s+/) });
if (view !== 'manual') report('view');
for (const command of early) if (command[0] !== 'consent') run(...command);
