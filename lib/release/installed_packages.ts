/**
 * What the installed packages and the project's imports say, for the bill of materials.
 *
 * @module
 */
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import * as v from "valibot";
import type { LockedPackage } from "./lock_packages.ts";
import { run } from "./run.ts";

const manifestShape = v.object({
  license: v.optional(
    v.union([
      v.string(),
      v.pipe(v.object({ type: v.string() }), v.transform(({ type }) => type)),
    ]),
  ),
});

/**
 * The licence of an installed package, as its `package.json` has it; null if it has none, or
 * is not installed because it is for another system.
 */
export function installedLicense(
  root: string,
  { name, version }: LockedPackage,
): string | null {
  const folder = `${name.replace("/", "+")}@${version}`;
  const modules = join(root, "node_modules/.deno", folder, "node_modules");
  try {
    const text = Deno.readTextFileSync(join(modules, name, "package.json"));
    const parsed = v.safeParse(manifestShape, JSON.parse(text));
    return parsed.success ? parsed.output.license ?? null : null;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}

const configShape = v.object({
  tasks: v.object({ install: v.object({ command: v.string() }) }),
});

const graphShape = v.object({
  modules: v.array(v.object({ specifier: v.string() })),
});

/**
 * The packages that the server and the build import, as `name@version`: those that the modules
 * of the task `install` lead to. Types don't count.
 */
export async function importedPackages(root: string): Promise<Set<string>> {
  const config: unknown = JSON.parse(
    await Deno.readTextFile(join(root, "deno.json")),
  );
  const { command } = v.parse(configShape, config).tasks.install;
  const [, entries = ""] = /--entrypoint (.+)$/.exec(command) ?? [];
  const modules = entries.split(" ").filter((entry) => entry !== "")
    .flatMap((entry) => modulesOf(root, entry));
  if (modules.length === 0) {
    throw new Error("The task install of deno.json names no modules.");
  }
  const entry = await Deno.makeTempFile({ suffix: ".ts" });
  try {
    await Deno.writeTextFile(
      entry,
      modules.map((module) =>
        `import ${JSON.stringify(pathToFileURL(join(root, module)).href)};\n`
      ).join(""),
    );
    const args = [
      "info",
      "--json",
      "--frozen",
      `--config=${join(root, "deno.json")}`,
    ];
    const graph = await run("deno", [...args, entry], { cwd: root });
    return packagesIn(v.parse(graphShape, JSON.parse(graph)));
  } finally {
    await Deno.remove(entry);
  }
}

/** The modules of an entry: a path, or all with an ending, as `routes/**\/*.ts`. */
function modulesOf(root: string, entry: string): string[] {
  const [, folder, ending] = /^([^*]+)\/\*\*\/\*(\.\w+)$/.exec(entry) ?? [];
  if (folder === undefined) return [entry];
  return [...Deno.readDirSync(join(root, folder))].flatMap(
    ({ name, isDirectory }) => {
      const path = `${folder}/${name}`;
      if (isDirectory) return modulesOf(root, `${path}/**/*${ending}`);
      return name.endsWith(ending) ? [path] : [];
    },
  );
}

function packagesIn(
  { modules }: v.InferOutput<typeof graphShape>,
): Set<string> {
  return new Set(modules.flatMap(({ specifier }) => {
    if (/\.d\.[mc]?ts$/.test(specifier)) return [];
    const [, folder] = /\/node_modules\/\.deno\/([^/]+)\//.exec(specifier) ??
      [];
    return folder === undefined ? [] : [folder.replace("+", "/")];
  }));
}
