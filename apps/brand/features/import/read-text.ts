/** As the server has it. */
const MOST_BYTES = 5_000_000;

/** A file's text: UTF-8, or as spreadsheets save it in China. Null when it is too large. */
export async function readText(file: File): Promise<string | null> {
  if (file.size > MOST_BYTES) return null;
  const bytes = await file.arrayBuffer();
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}
