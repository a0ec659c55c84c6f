/**
 * Releases of `create-latchkey` as tests need them: a few files, and a program that makes a site
 * of them as the real one does.
 *
 * @module
 */
import { dirname, join } from "node:path";

/** Files by path. A text, bytes, or a text that can be run. */
export type Files = Readonly<
  Record<string, string | Uint8Array | { readonly script: string }>
>;

/** What is in a release. */
export interface ReleaseContents {
  readonly version: string;
  readonly files: Files;
  readonly changelog?: string;
  /** Another program than the usual one. */
  readonly program?: string;
  /** Whether every file is copied, whatever the answers. */
  readonly isWhole?: boolean;
}

/**
 * Copies the template with the answers filled in. A language is a file in `lib/messages`, and a
 * feature a folder in `routes`.
 */
const PROGRAM = `
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";

const { values, positionals: [target] } = parseArgs({
  allowPositionals: true,
  options: {
    name: { type: "string" },
    languages: { type: "string" },
    features: { type: "string" },
    yes: { type: "boolean" },
    "no-git": { type: "boolean" },
  },
});
const template = join(import.meta.dirname, "template");
const languages = values.languages.split(",").filter(Boolean);
const features = values.features.split(",").filter(Boolean);

function write(path, bytes, mode = 0o644) {
  const file = join(target, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, bytes);
  chmodSync(file, mode & 0o777);
}

const { version, isWhole } = JSON.parse(
  readFileSync(join(import.meta.dirname, "package.json"), "utf8"),
);

for (const entry of readdirSync(template, { recursive: true })) {
  const file = join(template, entry);
  const stats = statSync(file);
  if (stats.isDirectory()) continue;
  const { mode } = stats;
  const bytes = readFileSync(file);
  const path = entry.replaceAll("\\\\", "/");
  if (isWhole) {
    write(path, bytes, mode);
    continue;
  }
  const language = /^lib\\/messages\\/(.*)\\.ts$/.exec(path)?.[1];
  if (language && !languages.includes(language)) continue;
  const feature = /^routes\\/([^/]+)\\//.exec(path)?.[1];
  if (feature && !features.includes(feature)) continue;
  const text = bytes.toString("latin1").replaceAll("{{name}}", values.name);
  write(path.replace(/^_/, "."), Buffer.from(text, "latin1"), mode);
}
write(".latchkey.json", JSON.stringify({ version, name: values.name, languages, features }, null, 2) + "\\n");
`;

/** Writes a release into a folder, as it is in its package. */
export async function writeRelease(
  folder: string,
  { version, files, changelog, program = PROGRAM, isWhole = false }:
    ReleaseContents,
): Promise<string> {
  const manifest = {
    name: "create-latchkey",
    version,
    type: "module",
    bin: "./create.js",
    isWhole,
  };
  await writeFiles(folder, {
    "package.json": JSON.stringify(manifest),
    "create.js": `import { Buffer } from "node:buffer";\n${program}`,
    ...(changelog ? { "CHANGELOG.md": changelog } : {}),
  });
  const template = Object.entries(files).map(([path, content]) =>
    [path.replace(/^\./, "_"), content] as const
  );
  await writeFiles(join(folder, "template"), Object.fromEntries(template));
  return folder;
}

/** Writes files into a folder, which is created. */
export async function writeFiles(folder: string, files: Files): Promise<void> {
  await Deno.mkdir(folder, { recursive: true });
  for (const [path, content] of Object.entries(files)) {
    const file = join(folder, path);
    await Deno.mkdir(dirname(file), { recursive: true });
    if (content instanceof Uint8Array) await Deno.writeFile(file, content);
    else if (typeof content === "string") {
      await Deno.writeTextFile(file, content);
    } else {
      await Deno.writeTextFile(file, content.script);
      await Deno.chmod(file, 0o755);
    }
  }
}
