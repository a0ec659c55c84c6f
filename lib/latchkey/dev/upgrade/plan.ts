/**
 * What an upgrade changes, computed before anything is written.
 *
 * @module
 */
import { dirname } from "node:path";
import { ANSWERS_FILE } from "./answers.ts";
import { findCollisions } from "./collisions.ts";
import type { Finding, FindingKind, Plan } from "./findings.ts";
import { LOCK_FILE, mergeLocks } from "./lock.ts";
import { type MergeContext, mergeFile } from "./merge.ts";
import { type FileEntry, isSame, type SiteEntry, type Tree } from "./tree.ts";
import { isFile, isUnedited, isUntouchable } from "./edited.ts";

/** What a plan is made from. */
export interface PlanInput {
  readonly base: Tree;
  readonly next: Tree;
  /** What the site has at every path of the two releases. */
  readonly site: ReadonlyMap<string, SiteEntry>;
  /** Every file of the site that is in git. */
  readonly tracked: ReadonlySet<string>;
  /** Files that the new release renames: their old paths, by their new ones. */
  readonly renamed: ReadonlyMap<string, string>;
  readonly context: MergeContext;
}

/** The parts of a site that its owner is not meant to edit. */
const IS_LIBRARY = /^lib\/(?:latchkey|fresh)\//;

/** The lock file of a release that has none. */
const NO_LOCK = new TextEncoder().encode("{}");

/** Plans an upgrade. Reads and changes nothing of the site. */
export async function planUpgrade(input: PlanInput): Promise<Plan> {
  const changes = new Map<string, FileEntry | undefined>();
  const findings: Finding[] = [];
  const plan = new Planning(input, changes, findings);
  const paths = new Set([...input.base.keys(), ...input.next.keys()]);
  for (const path of [...paths].toSorted()) await plan.decide(path);
  for (const { path, other } of findCollisions(input.tracked, changes)) {
    changes.delete(path);
    const from = input.renamed.get(path);
    if (from !== undefined) changes.delete(from);
    const index = findings.findIndex((finding) => finding.path === path);
    findings[index] = {
      path,
      kind: "untouched",
      detail: `the site has ${other}, which some systems can't keep beside it`,
    };
  }
  return {
    changes: [...changes].map(([path, file]) => ({ path, file })),
    findings,
  };
}

class Planning {
  /** The old paths of files whose changes follow them to their new paths. */
  readonly #moved: ReadonlySet<string>;

  constructor(
    readonly input: PlanInput,
    readonly changes: Map<string, FileEntry | undefined>,
    readonly findings: Finding[],
  ) {
    this.#moved = new Set(
      [...input.renamed].filter(([to, from]) => this.#isMoved(to, from))
        .map(([, from]) => from),
    );
  }

  /** Whether a renamed file has changes of the site, and its new path is free. */
  #isMoved(to: string, from: string): boolean {
    const entry = this.input.site.get(from);
    return isFile(entry) && !isUnedited(entry, this.input.base.get(from)) &&
      this.input.site.get(to) === undefined;
  }

  async decide(path: string): Promise<void> {
    const { input } = this;
    if (this.#moved.has(path)) {
      this.changes.set(path, undefined);
      return;
    }
    const base = input.base.get(path);
    const next = input.next.get(path);
    const entry = input.site.get(path);
    if (path === LOCK_FILE || path === ANSWERS_FILE) {
      return this.#decideWritten(path, { base, entry, next });
    }
    const from = input.renamed.get(path);
    if (from !== undefined && next && this.#moved.has(from)) {
      return await this.#decideMoved(from, path, next);
    }
    if (isSame(base, next)) return this.#noteLibrary(path, base, entry);
    if (isUntouchable(entry)) {
      return this.#note(path, "untouched", `it is ${entry.is}`);
    }
    if (next === undefined) return this.#decideDeleted(path, base, entry);
    if (entry === undefined) return this.#decideMissing(path, base, next);
    await this.#merge(path, { base, site: entry, next });
  }

  /** The lock file and the answers: they follow from the new release. */
  #decideWritten(path: string, { base, entry, next }: {
    readonly base: FileEntry | undefined;
    readonly entry: SiteEntry;
    readonly next: FileEntry | undefined;
  }): void {
    if (!isFile(entry) || next === undefined) return;
    const bytes = path === LOCK_FILE
      ? mergeLocks({
        base: base?.bytes ?? NO_LOCK,
        site: entry.bytes,
        next: next.bytes,
      })
      : next.bytes;
    if (bytes === null) {
      return this.#note(path, "untouched", "it can't be read");
    }
    if (isSame(entry, { ...entry, bytes })) return;
    this.changes.set(path, { ...entry, bytes });
  }

  async #decideMoved(from: string, path: string, next: FileEntry) {
    const site = this.input.site.get(from);
    if (!isFile(site)) return;
    this.#note(path, "renamed", `from ${from}`);
    await this.#merge(
      path,
      { base: this.input.base.get(from), site, next },
      true,
    );
  }

  #decideDeleted(
    path: string,
    base: FileEntry | undefined,
    entry: FileEntry | undefined,
  ): void {
    if (entry === undefined) return;
    if (!isUnedited(entry, base)) return this.#note(path, "kept");
    this.changes.set(path, undefined);
    this.#note(path, "deleted");
  }

  #decideMissing(
    path: string,
    base: FileEntry | undefined,
    next: FileEntry,
  ): void {
    if (base !== undefined) return this.#note(path, "gone");
    const from = this.input.renamed.get(path);
    if (from !== undefined && this.input.site.get(from) === undefined) {
      return this.#note(path, "left out", `it was ${from}, which you deleted`);
    }
    if (this.#folderIsGone(dirname(path))) {
      return this.#note(path, "left out", "you deleted its folder");
    }
    this.changes.set(path, next);
    this.#note(path, "added");
  }

  /** Whether the former release had files in a folder, and the site has none of them. */
  #folderIsGone(folder: string): boolean {
    if (folder === ".") return false;
    const files = [...this.input.base.keys()]
      .filter((path) => path.startsWith(`${folder}/`));
    if (files.length === 0) return this.#folderIsGone(dirname(folder));
    return files.every((path) => this.input.site.get(path) === undefined);
  }

  async #merge(
    path: string,
    versions: Parameters<typeof mergeFile>[1],
    isMove = false,
  ): Promise<void> {
    const { file, kind, kept } = await mergeFile(
      path,
      versions,
      this.input.context,
    );
    if (kind !== "same" && kind !== "binary" || isMove) {
      this.changes.set(path, file);
    }
    this.#noteLibrary(path, versions.base, versions.site);
    if (kind === "binary") {
      const beside = `${path}.${this.input.context.labels.next}`;
      this.changes.set(beside, versions.next);
      return this.#note(path, kind, beside);
    }
    if (kind !== "same" && !(isMove && kind !== "conflict")) {
      this.#note(path, kind, kept?.join(", "));
    }
  }

  /** Changes of the library itself come up for a merge at every upgrade. */
  #noteLibrary(path: string, base: FileEntry | undefined, entry: SiteEntry) {
    const edited = isFile(entry) && base !== undefined &&
      !isUnedited(entry, base);
    if (edited && IS_LIBRARY.test(path)) this.#note(path, "library");
  }

  #note(path: string, kind: FindingKind, detail?: string): void {
    this.findings.push({ path, kind, ...(detail ? { detail } : {}) });
  }
}
