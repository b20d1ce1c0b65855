/** Puts a popover (top layer, position fixed) under its anchor, or above where there is no room, inside the window. */
export function placePopup(
  anchor: HTMLElement,
  popup: HTMLElement,
  align: 'start' | 'end' | 'center' = 'start',
): void {
  const gap = 6;
  const box = anchor.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = popup;
  const lefts = { start: box.left, end: box.right - width, center: box.left + (box.width - width) / 2 };
  const fitsBelow = box.bottom + gap + height <= innerHeight - gap;
  const top = fitsBelow || box.top < height + 2 * gap ? box.bottom + gap : box.top - gap - height;
  popup.style.left = `${Math.max(gap, Math.min(lefts[align], innerWidth - width - gap))}px`;
  popup.style.top = `${Math.max(gap, top)}px`;
}
