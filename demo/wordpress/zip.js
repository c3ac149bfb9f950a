// @ts-check
import {crc32, deflateRawSync} from 'node:zlib';

/*
 * Layout of a ZIP file (https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT):
 *
 *     for each file:  LOCAL_HEADER, entry fields, name, compressed content
 *     for each file:  DIRECTORY_HEADER, entry fields, offset of the local header, name
 *     at the end:     END_OF_DIRECTORY
 */
const LOCAL_HEADER = 0x04034b50;
const DIRECTORY_HEADER = 0x02014b50;
const END_OF_DIRECTORY = 0x06054b50;

/** Version 2.0 of the format, which has folders and deflate. */
const VERSION = 20;
const UTF8_NAMES = 1 << 11;
const DEFLATE = 8;
/** 1 January 1980, the earliest date of the format. A fixed date makes the builds reproducible. */
const DATE = (1 << 5) | 1;
/** The attributes of the files are a Unix mode: a regular file, writable by its owner. */
const MADE_BY_UNIX = (3 << 8) | VERSION;
const FILE_MODE = 0o100644;

/**
 * Creates a ZIP file.
 * @param {Record<string, Buffer>} files content by path
 * @param {string} folder prefix of each path, with a trailing slash
 */
export function createZip(files, folder) {
  /** @type {Buffer[]} */
  const localEntries = [];
  /** @type {Buffer[]} */
  const directoryEntries = [];
  let offset = 0;
  const entries = Object.entries(files);
  for (const [path, content] of entries) {
    const name = Buffer.from(folder + path);
    const compressed = deflateRawSync(content, {level: 9});
    const fields = encodeIntegers(
      {bytes: 2, value: VERSION},
      {bytes: 2, value: UTF8_NAMES},
      {bytes: 2, value: DEFLATE},
      {bytes: 2, value: 0}, // Time
      {bytes: 2, value: DATE},
      {bytes: 4, value: crc32(content)},
      {bytes: 4, value: compressed.length},
      {bytes: 4, value: content.length},
      {bytes: 2, value: name.length},
      {bytes: 2, value: 0}, // Length of extra fields
    );
    directoryEntries.push(
      encodeIntegers({bytes: 4, value: DIRECTORY_HEADER}, {bytes: 2, value: MADE_BY_UNIX}),
      fields,
      encodeIntegers(
        {bytes: 2, value: 0}, // Length of the comment
        {bytes: 2, value: 0}, // Disk number
        {bytes: 2, value: 0}, // Internal attributes
        {bytes: 4, value: FILE_MODE * 0x10000},
        {bytes: 4, value: offset},
      ),
      name,
    );
    const header = encodeIntegers({bytes: 4, value: LOCAL_HEADER});
    const localEntry = Buffer.concat([header, fields, name, compressed]);
    localEntries.push(localEntry);
    offset += localEntry.length;
  }
  const directory = Buffer.concat(directoryEntries);
  const end = encodeIntegers(
    {bytes: 4, value: END_OF_DIRECTORY},
    {bytes: 2, value: 0}, // Disk number
    {bytes: 2, value: 0}, // Disk of the directory
    {bytes: 2, value: entries.length},
    {bytes: 2, value: entries.length},
    {bytes: 4, value: directory.length},
    {bytes: 4, value: offset},
    {bytes: 2, value: 0}, // Length of the comment
  );
  return Buffer.concat([...localEntries, directory, end]);
}

/**
 * Encodes integers one after the other, in little-endian order.
 * @param {...{bytes: number, value: number}} integers
 */
function encodeIntegers(...integers) {
  return Buffer.concat(
    integers.map(({bytes, value}) => {
      const buffer = Buffer.alloc(bytes);
      buffer.writeUIntLE(value, 0, bytes);
      return buffer;
    }),
  );
}
