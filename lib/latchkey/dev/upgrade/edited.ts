/**
 * What the site's owner has made of a file.
 *
 * @module
 */
import { toLf, usesCrlf } from "./line_ends.ts";
import {
  type FileEntry,
  isSameBytes,
  type SiteEntry,
  type Untouchable,
} from "./tree.ts";

/** Whether the site has a file there that can be changed. */
export function isFile(entry: SiteEntry): entry is FileEntry {
  return entry !== undefined && "bytes" in entry;
}

/** Whether the site has something there that an upgrade leaves alone. */
export function isUntouchable(entry: SiteEntry): entry is Untouchable {
  return entry !== undefined && "is" in entry;
}

/** Whether a file is as its release made it, but for CRLF in place of LF. */
export function isUnedited(
  file: FileEntry,
  released: FileEntry | undefined,
): boolean {
  if (released === undefined) return false;
  return isSameBytes(file.bytes, released.bytes) ||
    usesCrlf(file.bytes) && isSameBytes(toLf(file.bytes), released.bytes);
}
