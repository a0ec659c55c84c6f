/**
 * The files of the project that every site gets.
 *
 * @module
 */
import { dirname, join, normalize } from "node:path/posix";
import { removableFeatures, SITE } from "../site/features.ts";
import { type Files, textOf, writeText } from "../site/files.ts";
import { siteConfig } from "./config.ts";
import { ignoredIn } from "./ignored.ts";
import { withoutForeignLinks } from "./links.ts";

/** The files and folders of a site. What only concerns the project is not among them. */
const PARTS: readonly string[] = [
  ".devcontainer",
  ".dockerignore",
  ".editorconfig",
  ".env.example",
  ".gitignore",
  ".vscode",
  "Dockerfile",
  "components",
  "compose.yaml",
  "deno.json",
  "dev.ts",
  "docs",
  "fresh.config.ts",
  "islands",
  "lib/fresh",
  "lib/latchkey",
  "lib/messages",
  SITE,
  "lib/state.ts",
  "main.ts",
  "routes",
  "static",
  "tests/browser",
  "tests/env_example_test.ts",
  "tests/http",
  "tests/i18n",
  "tests/island_props.ts",
  "tests/mail",
  "tests/openapi",
  "tests/pages.ts",
  "tests/routes",
  "tests/second_factor",
  "tests/server_test.ts",
  "tests/site.ts",
  "tests/site_features.ts",
  "tests/slow/access",
  "tests/slow/screenshots_slow.ts",
  "tests/static",
];

/** Files of a site that are elsewhere in the project. */
const RENAMED: ReadonlyMap<string, string> = new Map([
  ["README.md", "lib/create-latchkey/site/README.md"],
  ["lib/latchkey/LICENSE", "LICENSE"],
  ["static/social.png", "lib/create-latchkey/site/social.png"], // Without a name.
]);

/**
 * The library's own tests, pictures of the project's pages, the project's table of requirements,
 * and how an existing app adopts it.
 */
const LEFT_OUT =
  /^lib\/.*_(?:test|slow)\.tsx?$|^lib\/fresh\/tests\/|^tests\/browser\/(?:lighthouse|screenshots\/)|^lib\/latchkey\/dev\/adopt\.ts$|^docs\/(?:recipes\/existing-app|security\/asvs)\.md$/;

/** Modules that the library's tests share. Those that nothing else imports are left out. */
const SHARED_BY_TESTS =
  /^lib\/latchkey\/(?:testing\/|.*_contract\.tsx?$|.*_vectors\.ts$)/;

/** The files of the template, which {@linkcode "../site/compose.ts"} makes a site of. */
export async function readTemplate(root: string): Promise<Files> {
  const files: Files = new Map();
  const project: Project = { root, ignored: await ignoredIn(root) };
  for (const part of PARTS) await read(project, part, files);
  const site = removableFeatures(textOf(files, SITE));
  for (const path of [...site.values()].flatMap(({ paths }) => paths)) {
    if (path.startsWith("tests/")) await read(project, path, files);
  }
  await readShared(project, files);
  removeUnused(files);
  for (const [path, source] of RENAMED) {
    files.set(path, await Deno.readFile(join(root, source)));
  }
  writeText(files, "deno.json", siteConfig(textOf(files, "deno.json"), files));
  for (const path of [".dockerignore", ".gitignore"]) {
    writeText(files, path, withoutMissing(textOf(files, path), files));
  }
  for (const path of files.keys()) {
    if (!path.endsWith(".md")) continue;
    writeText(files, path, await withoutForeignLinks(path, files));
  }
  return new Map([...files].sort(([one], [other]) => one < other ? -1 : 1));
}

/** The project's folder, and what git ignores in it. */
interface Project {
  readonly root: string;
  readonly ignored: ReadonlySet<string>;
}

/**
 * Reads a file, or a folder with everything in it. What doesn't exist, or is ignored by git, is
 * skipped.
 */
async function read(
  project: Project,
  part: string,
  files: Files,
): Promise<void> {
  const { root, ignored } = project;
  const path = part.replace(/\/$/, "");
  if (LEFT_OUT.test(path) || ignored.has(path)) return;
  const found = await Deno.stat(join(root, path)).catch(() => null);
  if (found?.isFile) files.set(path, await Deno.readFile(join(root, path)));
  if (!found?.isDirectory) return;
  for await (const { name } of Deno.readDir(join(root, path))) {
    await read(project, `${path}/${name}`, files);
  }
}

/** Reads what the tests of a site import from folders of other tests. */
async function readShared(project: Project, files: Files): Promise<void> {
  const tests = [...files.keys()].filter((path) => path.startsWith("tests/"));
  while (tests.length > 0) {
    const path = tests.pop()!;
    if (!/\.tsx?$/.test(path)) continue;
    for (const named of namedIn(path, files)) {
      if (!/^tests\/.*\.tsx?$/.test(named) || files.has(named)) continue;
      await read(project, named, files);
      if (files.has(named)) tests.push(named);
    }
  }
}

/** Removes the modules of {@linkcode SHARED_BY_TESTS} that no other module reaches. */
function removeUnused(files: Files): void {
  const sources = [...files.keys()].filter((path) => /\.tsx?$/.test(path));
  const used = new Set<string>();
  const follow = (path: string) => {
    if (used.has(path) || !files.has(path)) return;
    used.add(path);
    if (/\.tsx?$/.test(path)) namedIn(path, files).forEach(follow);
  };
  const exported: Record<string, string> = JSON.parse(
    textOf(files, "lib/latchkey/deno.json").replaceAll(/^ *\/\/.*$/gm, ""),
  ).exports;
  Object.values(exported)
    .map((path) => join("lib/latchkey", path)).forEach(follow);
  sources.filter((path) => !SHARED_BY_TESTS.test(path)).forEach(follow);
  for (const path of [...files.keys()]) {
    if (SHARED_BY_TESTS.test(path) && !used.has(path)) files.delete(path);
  }
}

/** The files that a module imports, or names by a relative path. */
function namedIn(path: string, files: Files): string[] {
  return [...textOf(files, path).matchAll(/["'`]([\w./-]+\.\w+)["'`]/g)]
    .map(([, relative]) => normalize(join(dirname(path), relative)));
}

/** A list of ignored paths without folders that only the project has. */
function withoutMissing(text: string, files: Files): string {
  const paths = [...files.keys()];
  return text.split("\n").filter((line) => {
    const [, folder] =
      /^\/?((?:\.ci|_create|bench|dist|lib)\b.*?)\/?$/.exec(line) ??
        [];
    return folder === undefined ||
      paths.some((path) => path.startsWith(`${folder}/`));
  }).join("\n");
}
