/** Which modules may import which: see docs/tour.md. */
import assert from "node:assert/strict";

const ROOT = new URL("..", import.meta.url).href;
const LIBRARY = "lib/latchkey/";
const PACKAGE = "@latchkey/core";

/** The library's modules above the features, which combine them. */
const ABOVE_FEATURES =
  /^lib\/latchkey\/(?:[^/]+\.tsx?$|(?:cli|dev|launcher|openapi|server)\/)/;

/** Tests and their shared modules. */
const IS_TEST = /(?:_test|_slow|_contract)\.tsx?$|\/testing\//;

interface Import {
  /** The specifier as written. */
  readonly specifier: string;
  /** A path from the root; undefined for a package. */
  readonly path?: string;
}

/**
 * Every module of the site and the library except tests, and what each imports,
 * including types.
 */
async function importsOfAll(): Promise<Map<string, readonly Import[]>> {
  const files = (await Array.fromAsync(sources("")))
    .filter((file) => !IS_TEST.test(file));
  const entry = await Deno.makeTempFile({ dir: "/tmp", suffix: ".ts" });
  try {
    await Deno.writeTextFile(
      entry,
      files.map((file) => `import "${ROOT}${file}";\n`).join(""),
    );
    const { stdout } = await new Deno.Command(Deno.execPath(), {
      args: ["info", "--json", entry],
    }).output();
    return readGraph(JSON.parse(new TextDecoder().decode(stdout)), files);
  } finally {
    await Deno.remove(entry);
  }
}

async function* sources(folder: string): AsyncGenerator<string> {
  const SITE = ["components", "islands", "lib", "routes"];
  for await (const { name, isDirectory } of Deno.readDir(`./${folder}`)) {
    if (folder === "" && isDirectory && !SITE.includes(name)) continue;
    const path = folder + name;
    if (path === "lib/fresh") continue;
    if (isDirectory) yield* sources(`${path}/`);
    else if (/\.tsx?$/.test(name)) yield path;
  }
}

interface Graph {
  readonly modules: readonly {
    readonly specifier: string;
    readonly dependencies?: readonly {
      readonly specifier: string;
      readonly code?: { readonly specifier?: string };
      readonly type?: { readonly specifier?: string };
    }[];
  }[];
}

function readGraph(
  { modules }: Graph,
  files: readonly string[],
): Map<string, readonly Import[]> {
  const pathOf = (url = "") =>
    url.startsWith(ROOT) && !url.includes("/node_modules/")
      ? decodeURIComponent(url.slice(ROOT.length))
      : undefined;
  return new Map(
    modules.filter(({ specifier }) => files.includes(pathOf(specifier) ?? ""))
      .map(({ specifier, dependencies = [] }) => [
        pathOf(specifier) ?? "",
        dependencies.map(({ specifier, code, type }) => ({
          specifier,
          path: pathOf(code?.specifier ?? type?.specifier),
        })),
      ]),
  );
}

/** Violations of a rule, one per line. */
function breaches(
  imports: ReadonlyMap<string, readonly Import[]>,
  isBreach: (file: string, imported: Import) => boolean,
): string[] {
  return [...imports].flatMap(([file, imported]) =>
    imported.filter((each) => isBreach(file, each))
      .map(({ specifier }) => `${file} imports ${specifier}`)
  );
}

const imports = await importsOfAll();
const isLibrary = (path = "") => path.startsWith(LIBRARY);
/** The project's own tasks, which no site has, may know the library from inside. */
const isProject = (path: string) => path.startsWith("lib/release/");

Deno.test("every module is checked", () => {
  const library = [...imports.keys()].filter(isLibrary);
  assert.ok(library.length > 200, `${library.length} of the library`);
  assert.ok(imports.has("main.ts") && imports.has("routes/auth/login.tsx"));
});

Deno.test("the site imports the library by its entry points only", () => {
  const deep = breaches(
    imports,
    (file, { path, specifier }) =>
      !isLibrary(file) && !isProject(file) && isLibrary(path) &&
      specifier.split("/").slice(0, 2).join("/") !== PACKAGE,
  );
  assert.deepEqual(deep, []);
});

Deno.test("the library imports nothing from the site", () => {
  const upward = breaches(
    imports,
    (file, { path, specifier }) =>
      isLibrary(file) && path !== undefined && !isLibrary(path) &&
      !/^fresh(?:\/|$)/.test(specifier),
  );
  assert.deepEqual(upward, []);
});

Deno.test("modules shared by features import none of them", () => {
  const upward = breaches(
    imports,
    (file, { path = "" }) =>
      isLibrary(file) && !file.startsWith(`${LIBRARY}features/`) &&
      !ABOVE_FEATURES.test(file) && path.startsWith(`${LIBRARY}features/`),
  );
  assert.deepEqual(upward, []);
});

Deno.test("no module imports itself indirectly", () => {
  assert.deepEqual(circles(imports), []);
});

/** Import cycles, each once, by Tarjan's algorithm. */
function circles(
  imports: ReadonlyMap<string, readonly Import[]>,
): string[][] {
  const found: string[][] = [];
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const stack: string[] = [];
  const clientInfo = (file: string) => {
    order.set(file, order.size);
    lowest.set(file, order.size - 1);
    stack.push(file);
    for (const { path } of imports.get(file) ?? []) {
      if (path === undefined || !imports.has(path)) continue;
      if (!order.has(path)) clientInfo(path);
      else if (!stack.includes(path)) continue;
      lowest.set(file, Math.min(lowest.get(file)!, lowest.get(path)!));
    }
    if (lowest.get(file) !== order.get(file)) return;
    const circle = stack.splice(stack.indexOf(file));
    if (circle.length > 1) found.push(circle.sort());
  };
  for (const file of imports.keys()) if (!order.has(file)) clientInfo(file);
  return found;
}
