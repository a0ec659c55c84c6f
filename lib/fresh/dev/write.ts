/**
 * Writes a build to disk: `server.js`, `compiled-entry.js`, `snapshot.js` and the files to
 * serve.
 * @module
 */
import type { FileRecord } from "../snapshot.ts";
import type { BuiltIsland } from "./bundle.ts";
import type { IslandSource } from "./island_source.ts";
import type { Project } from "./crawl.ts";
import type { ResolvedBuildConfig } from "./options.ts";
import { dirname, join, relativeImport } from "./paths.ts";

/** A build before it is written. */
export interface Build {
  readonly mode: "development" | "production";
  readonly project: Project;
  readonly islands: readonly BuiltIsland[];
  readonly files: readonly FileRecord[];
  /** The path of the script for navigation without reloading. */
  readonly partialsScript: string;
}

/** The entry for `deno compile`. */
const COMPILED_ENTRY = `// Written by the build; do not edit.
import server from "./server.js";

const port = Number(Deno.env.get("PORT") || 8000);
const hostname = Deno.env.get("HOSTNAME") || undefined;
Deno.serve({ port, hostname }, server.fetch);
`;

/** Replaces the contents of the output folder. */
export async function writeBuild(
  build: Build,
  options: ResolvedBuildConfig,
): Promise<void> {
  const { outDir, serverEntry } = options;
  await Deno.remove(outDir, { recursive: true }).catch((error) => {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  });
  await Deno.mkdir(outDir, { recursive: true });
  for (const file of build.files) await writeContent(outDir, file);
  await Deno.writeTextFile(
    join(outDir, "snapshot.js"),
    snapshotModule(build, outDir),
  );
  await Deno.writeTextFile(
    join(outDir, "server.js"),
    serverModule(relativeImport(outDir, serverEntry)),
  );
  await Deno.writeTextFile(join(outDir, "compiled-entry.js"), COMPILED_ENTRY);
}

async function writeContent(outDir: string, file: FileRecord): Promise<void> {
  const path = join(outDir, "static", file.path);
  await Deno.mkdir(dirname(path), { recursive: true });
  const bytes = file.content instanceof URL
    ? await Deno.readFile(file.content)
    : file.content;
  await Deno.writeFile(path, bytes);
}

function serverModule(entry: string): string {
  return `// Written by the build; do not edit.
import { serveBuild } from "fresh/internal";
import { app } from ${JSON.stringify(entry)};
import { snapshot } from "./snapshot.js";

export { app };
export default serveBuild(app, snapshot);
`;
}

function snapshotModule(build: Build, outDir: string): string {
  const { routes } = build.project;
  const sources = [...new Set(build.islands.map((each) => each.source))];
  const spec = (file: string) => JSON.stringify(relativeImport(outDir, file));
  const sourceSpec = ({ path, isPackage }: IslandSource) =>
    isPackage ? JSON.stringify(path) : spec(path);
  const lines = [
    "// Written by the build; do not edit.",
    ...routes.map((route, i) => `import * as r${i} from ${spec(route.file)};`),
    ...sources.map((each, i) => `import * as i${i} from ${sourceSpec(each)};`),
    "",
    "const file = (path, contentType, hash, size, immutable) => ({",
    "  path, contentType, hash, size, immutable,",
    "  content: new URL(`./static${encodeURI(path)}`, import.meta.url),",
    "});",
    "",
    "export const snapshot = {",
    `  mode: ${JSON.stringify(build.mode)},`,
    `  partialsScript: ${JSON.stringify(build.partialsScript)},`,
    "  routes: [",
    ...routes.map((route, i) =>
      `    { id: ${JSON.stringify(route.id)}, module: r${i} },`
    ),
    "  ],",
    "  islands: [",
    ...build.islands.map((island) => {
      const module = `i${sources.indexOf(island.source)}`;
      const { name, entry, chunks } = island;
      const plain = JSON.stringify({ name, entry, chunks }).slice(1, -1);
      const component = `${module}[${JSON.stringify(island.exportName)}]`;
      return `    { ${plain}, component: ${component} },`;
    }),
    "  ],",
    "  files: [",
    ...build.files.map((file) => {
      const { path, contentType, hash, size, immutable } = file;
      const values = [path, contentType, hash, size, immutable];
      return `    file(${values.map((v) => JSON.stringify(v)).join(", ")}),`;
    }),
    "  ],",
    "};",
    "",
  ];
  return lines.join("\n");
}
