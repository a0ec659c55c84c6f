/**
 * The `deno.json` of a site: the project's, without what only concerns the project.
 *
 * @module
 */
import { type Files, textOf } from "../site/files.ts";

interface Task {
  readonly command?: string;
  readonly dependencies?: readonly string[];
}

/** The parts of `deno.json` that a site has less of. */
interface Config {
  readonly tasks: Readonly<Record<string, Task>>;
  readonly permissions: Readonly<Record<string, unknown>>;
  readonly test: { readonly permissions: Record<string, unknown> };
  readonly imports: Readonly<Record<string, string>>;
  readonly exclude: readonly string[];
}

/**
 * The configuration without the tasks whose programs a site doesn't have, their permissions, and
 * the packages that nothing imports.
 *
 * @param text The project's `deno.json`.
 * @param files The files of a site.
 */
export function siteConfig(text: string, files: Files): string {
  const config: Config = JSON.parse(text);
  const tasks = siteTasks(config.tasks, files);
  const read = [...files].filter(([path]) => /\.tsx?$|deno\.json$/.test(path))
    .filter(([path]) => path !== "deno.json")
    .map(([path]) => textOf(files, path)).join("\n");
  const site = {
    ...config,
    tasks,
    permissions: pick(
      config.permissions,
      (name) => !isOnlyIn(name, config.tasks, tasks),
    ),
    test: { permissions: existing(config.test.permissions, files) },
    imports: pick(config.imports, (name) => isImported(name, read)),
    exclude: config.exclude.filter((path) =>
      !/^(?:_create$|dist$|bench\/)/.test(path)
    ),
  };
  return `${JSON.stringify(site, null, 2)}\n`;
}

function siteTasks(tasks: Config["tasks"], files: Files): Config["tasks"] {
  const kept = Object.entries(tasks).flatMap(([name, task]) => {
    const words = task.command?.split(" ") ?? [];
    const programs = words.filter((word) => /^[^*]+\.tsx?$/.test(word));
    if (!programs.every((path) => files.has(path))) return [];
    const command = words
      .filter((word) => !word.includes("**") || matches(word, files));
    return [[name, { ...task, command: command.join(" ") }] as const];
  });
  return Object.fromEntries(kept);
}

/** Whether a glob with `**` matches a file. */
function matches(glob: string, files: Files): boolean {
  const [folder, end] = [glob.split("**")[0], glob.split("*").at(-1) ?? ""];
  return [...files.keys()]
    .some((path) => path.startsWith(folder) && path.endsWith(end));
}

/** Whether only tasks that a site doesn't have use a set of permissions. */
function isOnlyIn(
  name: string,
  all: Config["tasks"],
  kept: Config["tasks"],
): boolean {
  const use = (tasks: Config["tasks"]) =>
    Object.values(tasks).some(({ command }) =>
      command?.split(" ").includes(`-P=${name}`)
    );
  return use(all) && !use(kept);
}

/** Permissions without the paths below `lib/` that a site doesn't have. */
function existing(
  permissions: Record<string, unknown>,
  files: Files,
): Record<string, unknown> {
  const isMissing = (path: unknown) =>
    typeof path === "string" && path.startsWith("lib/") &&
    ![...files.keys()].some((file) => file.startsWith(path));
  return Object.fromEntries(
    Object.entries(permissions).map(([kind, value]) => [
      kind,
      Array.isArray(value) ? value.filter((path) => !isMissing(path)) : value,
    ]),
  );
}

/** Whether a package or, for `@types/x`, the package that it describes is imported. */
function isImported(name: string, sources: string): boolean {
  const described = name.replace(/^@types\//, "");
  return [name, described].some((each) =>
    ['"', "'"].some((quote) =>
      sources.includes(`${quote}${each}${quote}`) ||
      sources.includes(`${quote}${each}/`)
    )
  );
}

function pick<Value>(
  record: Readonly<Record<string, Value>>,
  keep: (name: string) => boolean,
): Record<string, Value> {
  return Object.fromEntries(
    Object.entries(record).filter(([name]) => keep(name)),
  );
}
