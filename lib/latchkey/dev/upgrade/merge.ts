/**
 * What becomes of one file: the releases before and after, and the site's own, in one.
 *
 * @module
 */
import { type MergedText, mergeText } from "./git.ts";
import { fromLf, isBinary, toLf, usesCrlf } from "./line_ends.ts";
import { mergeJson, parsed } from "./merge_json.ts";
import { type FileEntry, isSameBytes } from "./tree.ts";

/** A file in the two releases and in the site. */
export interface Versions {
  readonly base: FileEntry | undefined;
  readonly site: FileEntry;
  readonly next: FileEntry;
}

/** How a merge ended. */
export interface Merged {
  readonly file: FileEntry;
  readonly kind:
    | "same"
    | "updated"
    | "merged"
    | "conflict"
    | "settled"
    | "binary";
  /** For JSON, the keys that both changed and whose values are the site's. */
  readonly kept?: readonly string[];
}

/** Where and how to merge. */
export interface MergeContext {
  /** A folder for files that are needed for a moment. */
  readonly stage: string;
  /** What the markers of conflicts call the two releases. */
  readonly labels: { readonly base: string; readonly next: string };
}

/** Merges a file that the site and the new release have. */
export async function mergeFile(
  path: string,
  { base, site, next }: Versions,
  context: MergeContext,
): Promise<Merged> {
  const released = [next, ...(base ? [base] : [])];
  const crlf = usesCrlf(site.bytes) &&
    !released.some(({ bytes }) => usesCrlf(bytes));
  const own = crlf ? toLf(site.bytes) : site.bytes;
  const executable = base === undefined || base.executable === next.executable
    ? site.executable
    : next.executable;
  const result = (bytes: Uint8Array, kind: Merged["kind"]): Merged => ({
    file: { bytes: crlf ? fromLf(bytes) : bytes, executable },
    kind,
  });
  if (
    isSameBytes(own, next.bytes) || base && isSameBytes(base.bytes, next.bytes)
  ) {
    const unchanged = executable === site.executable;
    return {
      file: { ...site, executable },
      kind: unchanged ? "same" : "updated",
    };
  }
  if (base && isSameBytes(own, base.bytes)) {
    return result(next.bytes, "updated");
  }
  if ([...released, site].some(({ bytes }) => isBinary(bytes))) {
    return { file: { ...site, executable }, kind: "binary" };
  }
  const versions = {
    base: base?.bytes ?? new Uint8Array(),
    site: own,
    next: next.bytes,
  };
  const { bytes, kind, kept } = await mergeContents(path, versions, context);
  return { ...result(bytes, kind), kept };
}

/** Lines first, which keeps comments and formatting; JSON by keys if that doesn't work. */
async function mergeContents(
  path: string,
  versions: Readonly<Record<"base" | "site" | "next", Uint8Array>>,
  { labels, stage }: MergeContext,
): Promise<
  { bytes: Uint8Array; kind: Merged["kind"]; kept?: readonly string[] }
> {
  const merged: MergedText = await mergeText(versions, labels, stage);
  const isJson = path.endsWith(".json") && parsed(versions.site) !== null;
  const works = !merged.hasConflicts &&
    !(isJson && parsed(merged.bytes) === null);
  if (!works && isJson) {
    const byKeys = mergeJson(versions);
    if (byKeys?.kept.length === 0) {
      return { bytes: byKeys.bytes, kind: "merged" };
    }
    if (byKeys) return { ...byKeys, kind: "settled" };
  }
  return { bytes: merged.bytes, kind: works ? "merged" : "conflict" };
}
