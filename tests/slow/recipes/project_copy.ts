/**
 * A copy of the project that a test may change.
 *
 * @module
 */
import assert from "node:assert/strict";
import { dirname, join } from "node:path";
import { SOURCES } from "@latchkey/core/testing";

const ROOT = Deno.cwd();

/** What is copied: everything the app and its tests consist of. */
const PARTS = [".env.example", ...SOURCES, "tests"];

/** Folders that are never copied, at any depth. */
const LEFT_OUT =
  /(?:^|\/)(?:node_modules|screenshots|lighthouse|fresh\/tests)$/;

/** A copy of the project. */
export interface ProjectCopy extends AsyncDisposable {
  /** Its folder. */
  readonly root: string;
  /** Reads one of its files. */
  read(path: string): Promise<string>;
  /** Writes a file, creating its folder if necessary. */
  write(path: string, text: string): Promise<void>;
  /** Makes a file what it is in the original; removes it if there is none. */
  reset(path: string): Promise<void>;
  /** Runs Deno in it and returns its output; fails the test when that fails. */
  deno(...args: readonly string[]): Promise<string>;
  /** Runs some of its tests with the permissions of the task `test`. */
  test(...paths: readonly string[]): Promise<string>;
}

/** Copies the project in its current state. */
export async function copyProject(): Promise<ProjectCopy> {
  const project = await emptyProject();
  for (const part of PARTS) await copy(part, project.root);
  // Older than the packages, so that nothing is installed into the original's
  // folder.
  for (const name of ["deno.json", "deno.lock"]) {
    await Deno.utime(join(project.root, name), 0, 0);
  }
  return project;
}

/** A folder with only a link to the original's packages. */
export async function emptyProject(): Promise<ProjectCopy> {
  const root = await Deno.makeTempDir({ prefix: "latchkey-copy-" });
  const deno = (...args: readonly string[]) => runDeno(root, args);
  await deno(
    "eval",
    "Deno.symlinkSync(...Deno.args)",
    join(ROOT, "node_modules"),
    join(root, "node_modules"),
  );
  return {
    root,
    read: (path) => Deno.readTextFile(join(root, path)),
    async write(path, text) {
      await Deno.mkdir(dirname(join(root, path)), { recursive: true });
      await Deno.writeTextFile(join(root, path), text);
    },
    async reset(path) {
      await Deno.remove(join(root, path));
      await copy(path, root).catch((error) => {
        if (!(error instanceof Deno.errors.NotFound)) throw error;
      });
    },
    deno,
    test: (...paths) => deno(...testCall(root), ...paths),
    [Symbol.asyncDispose]: () => Deno.remove(root, { recursive: true }),
  };
}

async function copy(path: string, to: string): Promise<void> {
  if (LEFT_OUT.test(path)) return;
  const { isDirectory } = await Deno.stat(join(ROOT, path));
  if (!isDirectory) {
    return await Deno.copyFile(join(ROOT, path), join(to, path));
  }
  await Deno.mkdir(join(to, path));
  for await (const { name } of Deno.readDir(join(ROOT, path))) {
    await copy(`${path}/${name}`, to);
  }
}

/**
 * The task `test` without type checks, which run separately; packages are read
 * at their real path.
 */
function testCall(root: string): string[] {
  const packages = join(ROOT, "node_modules");
  return [
    ...["test", "--quiet", "--permission-set", "--no-check"],
    `--allow-read=${root},${packages},/tmp,/etc/alpine-release`,
    `--allow-ffi=${packages}`,
  ];
}

async function runDeno(cwd: string, args: readonly string[]): Promise<string> {
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [...args],
    cwd,
    env: { NO_COLOR: "1" },
    stdin: "null",
  }).output();
  const decoder = new TextDecoder();
  const said = decoder.decode(stdout) + decoder.decode(stderr);
  assert.ok(success, `deno ${args.join(" ")}\n${said}`);
  return said;
}
