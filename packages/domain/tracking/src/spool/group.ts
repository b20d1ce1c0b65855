import { finishRecord, HEADER, MAX_PAYLOAD } from './record.ts';

/** Told once: null when the record is on disk, else why it may not be. */
export type Done = (error: Error | null) => void;

/** Bytes a group's buffer begins with, and keeps after a burst. */
const USUAL = 1024 * 1024;
const UTF8_MAX = 3;

/** The records of one commit, in one buffer that the next commit but one uses again, and who waits for them. */
export class Group {
  #bytes = Buffer.allocUnsafeSlow(USUAL);
  #length = 0;
  #waiters: Done[] = [];

  get bytes(): Buffer {
    return this.#bytes.subarray(0, this.#length);
  }

  get length(): number {
    return this.#length;
  }

  /** False, and nothing is added, when no record may have this size. */
  add(payload: string, done: Done): boolean {
    this.#makeRoom(HEADER + payload.length * UTF8_MAX);
    const length = this.#bytes.write(payload, this.#length + HEADER);
    if (length === 0 || length > MAX_PAYLOAD) return false;
    this.#length = finishRecord(this.#bytes, this.#length, length);
    this.#waiters.push(done);
    return true;
  }

  takeWaiters(): Done[] {
    const waiters = this.#waiters;
    this.#waiters = [];
    return waiters;
  }

  clear(): void {
    this.#length = 0;
    if (this.#bytes.length > USUAL) this.#bytes = Buffer.allocUnsafeSlow(USUAL);
  }

  #makeRoom(more: number): void {
    const needed = this.#length + more;
    if (needed <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(needed, this.#bytes.length * 2));
    this.#bytes.copy(larger, 0, 0, this.#length);
    this.#bytes = larger;
  }
}
