import { isKolonyError } from '@kolony/kernel';
import { describe, expect, test } from 'vitest';
import { readPicture } from './read-picture.ts';

const chunk = (type: string, data: Buffer) => {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  return Buffer.concat([length, Buffer.from(type, 'latin1'), data, Buffer.alloc(4)]);
};
function png(width: number, height: number, more = 0): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk('IHDR', header), Buffer.alloc(more)]);
}
function jpeg(width: number, height: number, frame = 0xc0): Buffer {
  const size = Buffer.alloc(4);
  size.writeUInt16BE(height, 0);
  size.writeUInt16BE(width, 2);
  return Buffer.concat([
    // SOI, APP0 of sixteen bytes, a filled-up DHT of four, then the frame.
    Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16]),
    Buffer.alloc(14),
    Buffer.from([0xff, 0xff, 0xc4, 0, 4, 1, 2, 0xff, frame, 0, 11, 8]),
    size,
    Buffer.alloc(20),
  ]);
}
function codeOf(bytes: Buffer): string {
  try {
    readPicture(bytes);
    return 'taken';
  } catch (error) {
    return isKolonyError(error) ? error.code : String(error);
  }
}

test.each([
  ['image/png', png(32, 1_024)],
  ['image/jpeg', jpeg(1_024, 32)],
  ['image/jpeg', jpeg(240, 240, 0xc2)], // progressive
])('%s is what its bytes say', (type, bytes) => {
  expect(readPicture(bytes)).toEqual({ type, bytes: new Uint8Array(bytes) });
});

describe('what is none', () => {
  test.each([
    ['nothing', Buffer.alloc(0)],
    [
      'a script that says it is a picture',
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>'),
    ],
    ['a GIF', Buffer.from('GIF89a\x01\x00\x01\x00', 'latin1')],
    ['a signature alone', png(32, 32).subarray(0, 8)],
    ['a PNG without its header', Buffer.concat([png(32, 32).subarray(0, 8), Buffer.alloc(60)])],
    ['a JPEG without a frame', jpeg(32, 32).subarray(0, 24)],
    ['a JPEG whose segment has no length', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 0, 0, 0, 0, 0, 0, 0, 0])],
    ['a JPEG of nothing but filling', Buffer.concat([Buffer.from([0xff, 0xd8]), Buffer.alloc(1_000, 0xff)])],
  ])('%s', (_name, bytes) => {
    expect(codeOf(bytes)).toBe('links/picture_type');
  });

  test.each([
    [png(31, 32)],
    [png(32, 1_025)],
    [png(0, 32)],
    [png(0xff_ff_ff_ff, 32)],
    [jpeg(65_535, 65_535)],
  ])('few bytes of too few or very many pixels', (bytes) => {
    expect(codeOf(bytes)).toBe('links/picture_size');
  });

  test('256 kB, and a byte more', () => {
    expect(codeOf(png(32, 32, 256 * 1_024 - 33))).toBe('taken');
    expect(codeOf(png(32, 32, 256 * 1_024 - 32))).toBe('links/picture_too_large');
  });
});
