/** One line per step with its elapsed time. */

/** What runs at this moment: label → when it began. Steps may overlap. */
const underWay = new Map();
let ticker;

const onTerminal = () => process.stdout.isTTY === true;
const wipe = () => {
  if (onTerminal()) process.stdout.write('\r\u001b[K');
};

export function say(line) {
  wipe();
  console.log(line);
}

function seconds(since) {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`;
}

/** On a terminal one line counts the seconds; elsewhere (CI, a pipe) a line every 20 s says that it still runs. */
function tick() {
  const now = [...underWay].map(
    ([label, began]) => `${label} ${((performance.now() - began) / 1000).toFixed(0)} s`,
  );
  const line = `  … ${now.join(' · ')}`;
  if (!onTerminal()) console.log(line);
  else {
    wipe();
    process.stdout.write(line.slice(0, (process.stdout.columns || 80) - 1));
  }
}

/** Runs `work` and prints a line when it is done; a string that `work` answers is added to it. */
export async function step(label, work) {
  const began = performance.now();
  underWay.set(label, began);
  ticker ??= setInterval(tick, onTerminal() ? 1_000 : 20_000);
  let mark = '✗';
  let added = '';
  try {
    const result = await work();
    mark = '✓';
    if (typeof result === 'string') added = ` (${result})`;
    return result;
  } finally {
    underWay.delete(label);
    if (underWay.size === 0) {
      clearInterval(ticker);
      ticker = undefined;
    }
    say(`  ${mark} ${label}${added} ${seconds(began)}`);
  }
}
