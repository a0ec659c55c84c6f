/**
 * The files of the npm package `create-latchkey`, and the tarball of them.
 *
 * @module
 */
import { build, stop } from "esbuild";
import { createTar } from "nanotar";
import { gzipSync } from "node:zlib";
import { join } from "node:path";
import { type Files, textOf, writeText } from "../site/files.ts";
import { packagedName } from "../template.ts";
import { siteLock } from "./lock.ts";
import { readTemplate } from "./template.ts";

/** The folder of the package's sources in the project. */
const SOURCES = "lib/create-latchkey";

/** The time of every file in the tarball, as npm sets it, so that equal files give equal bytes. */
const FILE_TIME = Date.UTC(1985, 9, 26, 8, 15);

/** The longest name of a file in a tarball of the oldest format. */
const MAX_TAR_NAME = 100;

/** A package that is ready to be published. */
export interface Package {
  readonly version: string;
  /** Its files, by their paths in the package. */
  readonly files: Files;
}

/**
 * Builds the package.
 *
 * @param root The project's folder.
 */
export async function buildPackage(root: string): Promise<Package> {
  const template = await readTemplate(root);
  template.set("deno.lock", await siteLock(root, template));
  const { version } = JSON.parse(
    textOf(template, "lib/latchkey/deno.json").replaceAll(/^ *\/\/.*$/gm, ""),
  );
  const files: Files = new Map();
  writeText(files, "package.json", manifest(version));
  files.set("README.md", await readSource(root, "README.md"));
  files.set("LICENSE", await Deno.readFile(join(root, "LICENSE")));
  const changes = await Deno.readFile(join(root, "CHANGELOG.md"))
    .catch(() => null);
  if (changes) files.set("CHANGELOG.md", changes);
  files.set("create.js", await bundle(root));
  for (const [path, bytes] of template) {
    files.set(`template/${packagedName(path)}`, bytes);
  }
  return { version, files };
}

function readSource(root: string, path: string): Promise<Uint8Array> {
  return Deno.readFile(join(root, SOURCES, path));
}

function manifest(version: string): string {
  const fields = {
    name: "create-latchkey",
    version,
    description: "Makes a website with accounts, for Deno and Fresh",
    keywords: ["deno", "fresh", "login", "passkeys", "accounts", "create"],
    license: "MIT",
    type: "module",
    bin: { "create-latchkey": "create.js" },
    files: ["create.js", "template", "CHANGELOG.md"],
    engines: { node: ">=20" },
  };
  return `${JSON.stringify(fields, null, 2)}\n`;
}

/** One module of the program and the packages that it uses. */
async function bundle(root: string): Promise<Uint8Array> {
  try {
    const { outputFiles: [{ contents }] } = await build({
      absWorkingDir: root,
      entryPoints: [`${SOURCES}/main.ts`],
      banner: { js: "#!/usr/bin/env node" },
      bundle: true,
      format: "esm",
      legalComments: "eof",
      platform: "node",
      target: "node20",
      write: false,
    });
    return contents;
  } finally {
    await stop();
  }
}

/**
 * The tarball of a package: the same bytes for the same files.
 *
 * @throws {Error} when the path of a file is too long for every program to unpack it.
 */
export function tarballOf({ files }: Package): Uint8Array {
  const items = [...files].map(([path, data]) => {
    const name = `package/${path}`;
    if (new TextEncoder().encode(name).length > MAX_TAR_NAME) {
      throw new Error(`The path ${path} is too long for a tarball.`);
    }
    const mode = path === "create.js" || path.endsWith(".sh") ? "755" : "644";
    return { name, data, attrs: { mode, mtime: FILE_TIME, uid: 0, gid: 0 } };
  });
  return gzipSync(createTar(items), { level: 9 });
}
