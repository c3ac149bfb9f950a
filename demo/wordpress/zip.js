// @ts-check
import {crc32, deflateRawSync} from 'node:zlib';

/** 1 January 1980, the first day that the format knows: the same files make the same archive. */
const DATE = (1 << 5) | 1;
/** Of the format itself (APPNOTE 4.4.3): 2.0, for folders and deflate; names are UTF-8. */
const VERSION = 20;
const UTF8 = 1 << 11;
const DEFLATE = 8;
/** An ordinary file that its owner writes and everybody reads, as Unix has it (made by 3). */
const MADE_BY_UNIX = (3 << 8) | VERSION;
const MODE = 0o100644;

/**
 * A ZIP archive of these files.
 * @param {Record<string, Buffer>} files content by path
 * @param {string} folder what goes before each path, with its slash
 */
export function zip(files, folder) {
  /** @type {Buffer[]} */
  const parts = [];
  /** @type {Buffer[]} */
  const directory = [];
  let offset = 0;
  const entries = Object.entries(files);
  for (const [path, content] of entries) {
    const name = Buffer.from(folder + path);
    const packed = deflateRawSync(content, {level: 9});
    const about = numbers(
      [2, VERSION],
      [2, UTF8],
      [2, DEFLATE],
      [2, 0],
      [2, DATE],
      [4, crc32(content)],
      [4, packed.length],
      [4, content.length],
      [2, name.length],
      [2, 0],
    );
    directory.push(
      numbers([4, 0x02014b50], [2, MADE_BY_UNIX]),
      about,
      numbers([2, 0], [2, 0], [2, 0], [4, MODE * 0x10000], [4, offset]),
      name,
    );
    const local = Buffer.concat([numbers([4, 0x04034b50]), about, name, packed]);
    parts.push(local);
    offset += local.length;
  }
  const size = Buffer.concat(directory).length;
  const count = entries.length;
  const end = numbers(
    [4, 0x06054b50],
    [2, 0],
    [2, 0],
    [2, count],
    [2, count],
    [4, size],
    [4, offset],
    [2, 0],
  );
  return Buffer.concat([...parts, ...directory, end]);
}

/**
 * Numbers one after the other, each as long as its first says, the lowest byte first.
 * @param {...[length: number, value: number]} values
 */
function numbers(...values) {
  return Buffer.concat(
    values.map(([length, value]) => {
      const bytes = Buffer.alloc(length);
      bytes.writeUIntLE(value, 0, length);
      return bytes;
    }),
  );
}
