/**
 * A site made from a release, in git, that a test edits and upgrades.
 *
 * @module
 */
import assert from "node:assert/strict";
import { dirname, join } from "node:path";
import { output } from "./run.ts";
import { runUpgrade } from "../../dev/upgrade/program.ts";
import {
  type Files,
  type ReleaseContents,
  writeFiles,
  writeRelease,
} from "./release.ts";

/** The answers of all sites here. */
const ANSWERS = ["--name=Books", "--languages=en,de", "--features=admin"];

/** What `deno task upgrade` printed. */
export interface Upgraded {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** A site, and the two releases. */
export interface UpgradableSite extends AsyncDisposable {
  readonly root: string;
  /** The folders of the two releases. */
  readonly base: string;
  readonly next: string;
  /** Runs the command with these arguments. */
  upgradeWith(
    args: readonly string[],
    written?: (path: string) => void,
  ): Promise<Upgraded>;
  /** Upgrades from the one release to the other, and expects that it works. */
  upgrade(...args: readonly string[]): Promise<Upgraded>;
  /** Writes files, deletes those that are null, and commits. */
  edit(files: Readonly<Record<string, Files[string] | null>>): Promise<void>;
  /** A file's text; null if there is none. */
  read(path: string): Promise<string | null>;
  /** Runs git, and returns its output. */
  git(...args: readonly string[]): Promise<string>;
  /** Every file of the site but those of git, with its text. */
  files(): Promise<Record<string, string>>;
  /** The files in the template of a release. */
  filesOf(release: "base" | "next"): Promise<Record<string, string>>;
}

/** Makes a site from the release `base`, and puts it into git. */
export function siteFrom(
  base: Omit<ReleaseContents, "version"> | Files,
  next: Omit<ReleaseContents, "version"> | Files,
): Promise<UpgradableSite> {
  return siteOf(async (baseFolder, nextFolder) => {
    await writeRelease(baseFolder, { ...contents(base), version: "0.1.0" });
    await writeRelease(nextFolder, { ...contents(next), version: "0.2.0" });
  });
}

/** Makes a site from the first of two releases, and puts it into git. */
export async function siteOf(
  writeReleases: (base: string, next: string) => Promise<void>,
): Promise<UpgradableSite> {
  const folder = await Deno.makeTempDir({ prefix: "latchkey-upgrade-" });
  const root = join(folder, "site");
  const places = { base: join(folder, "base"), next: join(folder, "next") };
  await writeReleases(places.base, places.next);
  await makeSite(places.base, root);
  const site = siteAt(root, places);
  await site.git("init", "--quiet");
  await site.edit({});
  return {
    ...site,
    [Symbol.asyncDispose]: () => Deno.remove(folder, { recursive: true }),
  };
}

function contents(
  release: Omit<ReleaseContents, "version"> | Files,
): Omit<ReleaseContents, "version"> {
  return isContents(release) ? release : { files: release };
}

function isContents(
  release: Omit<ReleaseContents, "version"> | Files,
): release is Omit<ReleaseContents, "version"> {
  const { files } = release;
  return typeof files === "object" && !(files instanceof Uint8Array) &&
    !("script" in files);
}

/** Runs the program of a release. */
async function makeSite(release: string, root: string): Promise<void> {
  await output("deno", [
    ...["run", "--quiet", "--no-config", "--no-lock", "--no-prompt"],
    ...[`--allow-read=${dirname(root)}`, `--allow-write=${dirname(root)}`],
    "--ignore-env",
    ...[join(release, "create.js"), root, ...ANSWERS, "--yes", "--no-git"],
  ], "/tmp");
}

function siteAt(
  root: string,
  { base, next }: { readonly base: string; readonly next: string },
): Omit<UpgradableSite, typeof Symbol.asyncDispose> {
  const git = (...args: readonly string[]) =>
    output("git", [...IDENTITY, ...args], root);
  const upgradeWith: UpgradableSite["upgradeWith"] = async (args, written) => {
    const out: string[] = [];
    const err: string[] = [];
    const io = {
      out: (line: string) => void out.push(line),
      err: (line: string) => void err.push(line),
    };
    const code = await runUpgrade(args, { io, root, written });
    return { code, out: out.join("\n"), err: err.join("\n") };
  };
  return {
    ...{ root, base, next, git, upgradeWith },
    async upgrade(...args) {
      const upgraded = await upgradeWith([
        "--base",
        base,
        "--from",
        next,
        ...args,
      ]);
      assert.equal(upgraded.code, 0, upgraded.err);
      return upgraded;
    },
    async edit(files) {
      for (const [path, content] of Object.entries(files)) {
        if (content === null) await Deno.remove(join(root, path));
        else await writeFiles(root, { [path]: content });
      }
      await git("add", "--all");
      await git("commit", "--quiet", "--allow-empty", "--message", "Edit");
    },
    read: (path) => Deno.readTextFile(join(root, path)).catch(() => null),
    files: () => filesBelow(root),
    filesOf: (release) =>
      filesBelow(join(release === "base" ? base : next, "template")),
  };
}

/** The author of commits in tests, without settings of this machine. */
const IDENTITY = [
  ...["-c", "user.name=Ada", "-c", "user.email=ada@example.com"],
  ...["-c", "commit.gpgsign=false", "-c", "core.autocrlf=false"],
  ...["-c", "core.hooksPath=/dev/null", "-c", "init.defaultBranch=main"],
];

async function filesBelow(
  folder: string,
  below = "",
): Promise<Record<string, string>> {
  const files: Record<string, string> = {};
  for await (const { name, isDirectory } of Deno.readDir(join(folder, below))) {
    const path = below + name;
    if (path === ".git") continue;
    if (isDirectory) Object.assign(files, await filesBelow(folder, `${path}/`));
    else {
      const bytes = await Deno.readFile(join(folder, path));
      const { mode } = await Deno.lstat(join(folder, path));
      const isScript = ((mode ?? 0) & 0o100) !== 0;
      files[path] = (isScript ? "#!" : "") +
        new TextDecoder("latin1").decode(bytes);
    }
  }
  return files;
}
