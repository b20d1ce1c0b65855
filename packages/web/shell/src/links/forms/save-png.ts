/** An SVG as a PNG of so many pixels a side, drawn by the browser and handed over as a download. */
export async function savePng(svg: string, { side, name }: { side: number; name: string }): Promise<void> {
  const image = new Image(side, side);
  // Without a size of its own an SVG is drawn as large as it likes.
  image.src = `data:image/svg+xml;utf8,${encodeURIComponent(svg.replace('<svg ', `<svg width="${side}" height="${side}" `))}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = side;
  canvas.height = side;
  const context = canvas.getContext('2d');
  if (!context) throw new Error('the browser draws nothing');
  context.imageSmoothingEnabled = false;
  context.drawImage(image, 0, 0, side, side);
  const anchor = document.createElement('a');
  anchor.href = canvas.toDataURL('image/png');
  anchor.download = name;
  anchor.click();
}
