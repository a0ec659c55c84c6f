/**
 * Line ends of files: git on Windows may have given a site's files CRLF, while releases have LF.
 *
 * @module
 */

const LF = 0x0a;
const CR = 0x0d;

/** How far git looks for a NUL to tell binary files from text. */
const LOOKED_AT = 8000;

/** Whether git would call this a binary file. */
export function isBinary(bytes: Uint8Array): boolean {
  return bytes.subarray(0, LOOKED_AT).includes(0);
}

/** Whether this is text whose every line ends in CRLF. */
export function usesCrlf(bytes: Uint8Array): boolean {
  if (isBinary(bytes) || !bytes.includes(LF)) return false;
  return bytes.every((byte, index) => byte !== LF || bytes[index - 1] === CR);
}

/** Text with LF for CRLF. */
export function toLf(bytes: Uint8Array): Uint8Array {
  return bytes.filter((byte, index) => byte !== CR || bytes[index + 1] !== LF);
}

/** Text with CRLF for LF. */
export function fromLf(bytes: Uint8Array): Uint8Array {
  const lines = bytes.reduce((count, byte) => count + Number(byte === LF), 0);
  const result = new Uint8Array(bytes.length + lines);
  let length = 0;
  for (const byte of bytes) {
    if (byte === LF) result[length++] = CR;
    result[length++] = byte;
  }
  return result;
}
