/** Enough for a poster's code; small enough that even noise stays below what the server takes. */
const SIDE = 240;

/**
 * A PNG or JPEG of any size as a small square PNG, base64: drawn by the browser, so that what a photo tells besides
 * itself (where it was taken) stays here. Null for what it cannot open.
 */
export async function shrinkPicture(file: File): Promise<string | null> {
  if (!['image/png', 'image/jpeg'].includes(file.type)) return null;
  const bitmap = await createImageBitmap(file).catch(() => null);
  const canvas = document.createElement('canvas');
  canvas.width = SIDE;
  canvas.height = SIDE;
  const context = canvas.getContext('2d');
  if (!bitmap || !context) return null;
  const scale = SIDE / Math.max(bitmap.width, bitmap.height);
  const [width, height] = [bitmap.width * scale, bitmap.height * scale];
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, (SIDE - width) / 2, (SIDE - height) / 2, width, height);
  bitmap.close();
  return canvas.toDataURL('image/png').split(',')[1] ?? null;
}
