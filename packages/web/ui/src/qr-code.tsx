/** Shows a QR code from its SVG text, as an image so that nothing inside it can act. Always dark on white: scanners. */
export function QrCode({ svg, alt, size = 160 }: { svg: string; alt: string; size?: number }) {
  return (
    <img
      src={`data:image/svg+xml;utf8,${encodeURIComponent(svg)}`}
      alt={alt}
      width={size}
      height={size}
      className="rounded-md border border-border bg-[#fff] p-2"
    />
  );
}
