import type { Repeats } from '@kolony/tracking';
import type { Figures } from './figures.ts';

/** What a process tells the others behind its port. */
interface News {
  figures: Figures;
  clicks: [visitor: string, linkNo: number, at: number][];
}

export interface Peers {
  /** As given, and told to the others: a visitor's next connection may be theirs. */
  repeats: Repeats;
  /** The last figures of the others. */
  figures(): Figures[];
  close(): void;
}

/** How late the others know. Milliseconds. */
const EVERY = 50;
/** A process that was silent for so long is gone. Milliseconds. */
const GONE = 5_000;

/** Through the primary, which passes on what it hears (workers.ts). */
export function openPeers(repeats: Repeats, own: () => Figures): Peers {
  let clicks: News['clicks'] = [];
  const heard = new Map<number, { figures: Figures; at: number }>();
  const onNews = (news: News) => {
    heard.set(news.figures.worker, { figures: news.figures, at: Date.now() });
    for (const [visitor, linkNo, at] of news.clicks) repeats.note(visitor, linkNo, new Date(at));
  };
  process.on('message', onNews);
  const timer = setInterval(() => {
    if (process.connected) process.send?.({ figures: own(), clicks } satisfies News);
    clicks = [];
  }, EVERY);
  return {
    repeats: {
      last: repeats.last,
      note(visitor, linkNo, at) {
        repeats.note(visitor, linkNo, at);
        clicks.push([visitor, linkNo, at.getTime()]);
      },
    },
    figures() {
      const since = Date.now() - GONE;
      return [...heard.values()].filter(({ at }) => at > since).map(({ figures }) => figures);
    },
    close() {
      clearInterval(timer);
      process.off('message', onNews);
    },
  };
}
