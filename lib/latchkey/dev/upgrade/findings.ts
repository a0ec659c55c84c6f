/**
 * What an upgrade changes, and what there is to know of it.
 *
 * @module
 */
import type { FileEntry } from "./tree.ts";

/** What a person is told of a file. */
export type FindingKind =
  | "added"
  | "updated"
  | "deleted"
  | "renamed"
  | "merged"
  | "conflict"
  | "settled"
  | "binary"
  | "kept"
  | "gone"
  | "left out"
  | "untouched"
  | "library";

/** Something to know of a file. */
export interface Finding {
  readonly path: string;
  readonly kind: FindingKind;
  /** More of it, as the part of a sentence. */
  readonly detail?: string;
}

/** A file to write or, if it is undefined, to delete. */
export interface Change {
  readonly path: string;
  readonly file: FileEntry | undefined;
}

/** All changes and findings. */
export interface Plan {
  readonly changes: readonly Change[];
  readonly findings: readonly Finding[];
}
