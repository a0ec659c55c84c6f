/**
 * Watches the source files of the site.
 *
 * @module
 */
import { join, relative, sep } from "node:path";
import { SOURCES } from "../dev/changed_sources.ts";

/** The quiet time after which a change is complete, in milliseconds: editors write in several steps. */
const QUIET_MS = 60;

/** Temporary files of editors, and tests. */
const IGNORED =
  /(?:^|\/)(?:\.[^/]*|#[^/]*#|4913|[^/]*(?:~|\.(?:bak|orig|rej|sw[a-p]|tmp)|___jb_\w+___|_(?:slow|test)\.tsx?))$|^lib\/fresh\/tests\//;

/** Waits for batches of changes. */
export interface Watcher extends Disposable {
  /** Resolves to the files that changed since the last call, as paths from the project's folder. */
  next(): Promise<string[]>;
}

/**
 * Watches the sources of the site, and `.env` in the working folder.
 *
 * @param root The project's folder.
 */
export function watchSources(root: string): Watcher {
  const watchers = new Map<string, Deno.FsWatcher>();
  const changed = new Set<string>();
  let wake = Promise.withResolvers<void>();

  function watch(path: string, recursive: boolean) {
    const watcher = Deno.watchFs(path, { recursive });
    watchers.set(path, watcher);
    listen(watcher, recursive);
  }

  /** A source folder may disappear and come back, for example when a branch is checked out. */
  function follow(path: string, kind: Deno.FsEvent["kind"]) {
    if (kind === "remove" && SOURCES.includes(relative(root, path))) {
      watchers.get(path)?.close(); // Closing it later would also close the new one.
      watchers.delete(path);
    } else if (!watchers.has(path) && isSourceFolder(root, path)) {
      watch(path, true);
    }
  }

  async function listen(watcher: Deno.FsWatcher, recursive: boolean) {
    for await (const { kind, paths } of watcher) {
      if (kind === "access") continue;
      for (const path of paths) {
        const name = sourceName(root, path);
        if (name !== null) changed.add(name);
        if (!recursive) follow(path, kind);
      }
      if (changed.size > 0) wake.resolve();
    }
  }

  // If an editor replaces a file, only a watcher of its folder notices.
  for (const folder of new Set([root, Deno.cwd()])) watch(folder, false);
  for (const source of SOURCES) {
    const path = join(root, source);
    if (isSourceFolder(root, path)) watch(path, true);
  }
  return {
    async next() {
      await wake.promise;
      for (let seen = 0; seen < changed.size;) {
        seen = changed.size;
        await new Promise((done) => setTimeout(done, QUIET_MS));
      }
      wake = Promise.withResolvers();
      const files = [...changed];
      changed.clear();
      return files;
    },
    [Symbol.dispose]() {
      for (const watcher of watchers.values()) watcher.close();
    },
  };
}

/** A path from the project's folder; null if it is not a source. */
function sourceName(root: string, path: string): string | null {
  if (path === join(Deno.cwd(), ".env")) return ".env";
  const name = relative(root, path).split(sep).join("/");
  const [first] = name.split("/");
  return SOURCES.includes(first) && !IGNORED.test(name) ? name : null;
}

function isSourceFolder(root: string, path: string): boolean {
  if (!SOURCES.includes(relative(root, path))) return false;
  try {
    return Deno.statSync(path).isDirectory;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
