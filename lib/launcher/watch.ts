/**
 * Which files somebody saves while they work on the site.
 *
 * @module
 */
import { join, relative, sep } from "node:path";
import { SOURCES } from "../dev/changed_sources.ts";

/** How long nothing may happen before a change counts as done, in milliseconds: editors write in several steps. */
const QUIET_MS = 60;

/** Files that editors keep beside the one that is edited, and our own tests. */
const IGNORED = /(^|\/)(\.[^/]*|4913|.*~)$|^lib\/fresh\/tests\/|_test\.tsx?$/;

/** Waits for changes, one batch after the other. */
export interface Watcher extends Disposable {
  /** Resolves with the files that have changed since the last call, as paths from the project's folder. */
  next(): Promise<string[]>;
}

/**
 * Watches the sources of the site, and `.env` in the folder of this process.
 *
 * @param root The project's folder.
 */
export function watchSources(root: string): Watcher {
  const changed = new Set<string>();
  let wake = Promise.withResolvers<void>();
  const watchers = [
    Deno.watchFs(SOURCES.map((source) => join(root, source))),
    // A file that an editor puts in place of another is seen in its folder alone.
    Deno.watchFs([root, Deno.cwd()], { recursive: false }),
  ];
  const listen = async (watcher: Deno.FsWatcher) => {
    for await (const { kind, paths } of watcher) {
      if (kind === "access") continue;
      for (const path of paths) {
        const name = sourceName(root, path);
        if (name !== null) changed.add(name);
      }
      if (changed.size > 0) wake.resolve();
    }
  };
  watchers.forEach(listen);
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
    [Symbol.dispose]: () => watchers.forEach((watcher) => watcher.close()),
  };
}

/** A path from the project's folder; null for what is no source. */
function sourceName(root: string, path: string): string | null {
  if (path === join(Deno.cwd(), ".env")) return ".env";
  const name = relative(root, path).split(sep).join("/");
  const [first] = name.split("/");
  return SOURCES.includes(first) && !IGNORED.test(name) ? name : null;
}
