/** Pixels of the picture for each one on the page: sharp in a slide and on paper. */
const SCALE = 2;
/** Around the chart, so that it does not touch what it is put beside. Pixels of the page. */
const MARGIN = 24;

/**
 * A PNG of what is seen, on the ground it is seen on, without what is marked `data-picture="without"`. Made in the
 * browser; what makes it is fetched when somebody asks for the first picture.
 */
export async function pictureOf(node: HTMLElement): Promise<Blob> {
  const { domToBlob } = await import('modern-screenshot');
  const { width, height } = node.getBoundingClientRect();
  return domToBlob(node, {
    scale: SCALE,
    type: 'image/png',
    width: width + 2 * MARGIN,
    height: height + 2 * MARGIN,
    style: { margin: '0', padding: `${MARGIN}px`, boxSizing: 'border-box' },
    backgroundColor: groundOf(node),
    filter: (one) => !(one instanceof HTMLElement && one.dataset.picture === 'without'),
    // The page's own fonts are the machine's.
    font: false,
  });
}

/** What is seen behind it: the nearest ancestor's colour that is one. */
function groundOf(node: HTMLElement): string {
  for (let one: HTMLElement | null = node; one; one = one.parentElement) {
    const { backgroundColor } = getComputedStyle(one);
    if (!/^(?:transparent|rgba\(0, 0, 0, 0\))$/.test(backgroundColor)) return backgroundColor;
  }
  return 'white';
}
