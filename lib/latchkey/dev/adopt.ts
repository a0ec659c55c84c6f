/**
 * Adds a login to an existing Fresh 2 app. Run it in the app's folder:
 * `deno run -R=.,../latchkey -W=. ../latchkey/lib/latchkey/dev/adopt.ts`
 *
 * It overwrites no files, and adds missing entries to `deno.json`.
 *
 * @module
 */
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const FROM = fileURLToPath(new URL("../../..", import.meta.url));

/** What is copied, and its target if the path differs. */
const PARTS: readonly (readonly [path: string, to?: string])[] = [
  ["components"],
  ["deno.lock"],
  ["dev.ts"],
  ["fresh.config.ts"],
  ["islands"],
  ["lib"],
  ["routes/(logged-in)/_middleware.ts"],
  ["routes/_error.tsx"],
  ["routes/_middleware.ts"],
  ["routes/account"],
  ["routes/auth"],
  ["routes/preferences.ts"],
  ["static/latchkey.svg"],
  ["static/local-times.js"],
  ["static/page-updates.js"],
  ["static/passkey-support.js"],
  ["static/passkeys.js"],
  ["static/provider-login.js"],
  ["static/typed-text.js"],
  ["static/styles.css", "static/latchkey.css"],
  ["tests/site.ts"],
  ["tests/tested_site.ts"],
];

/** Not copied: tests, which need the whole project, and what publishes it. */
const LEFT_OUT =
  /_(?:slow|test)\.tsx?$|^lib\/(?:create-latchkey|fresh\/tests|release)$/;

async function copy(path: string, to = path): Promise<void> {
  if (LEFT_OUT.test(path)) return;
  const from = join(FROM, path);
  if ((await Deno.stat(from)).isDirectory) {
    for await (const { name } of Deno.readDir(from)) {
      await copy(`${path}/${name}`);
    }
    return;
  }
  await Deno.mkdir(dirname(to) || ".", { recursive: true });
  try {
    const content = await Deno.readFile(from);
    await Deno.writeFile(to, content, { createNew: true });
  } catch (error) {
    if (!(error instanceof Deno.errors.AlreadyExists)) throw error;
    console.log(
      `Skipped ${to}, which already exists. Compare it with ${from}.`,
    );
  }
}

async function readConfig(folder: string) {
  return JSON.parse(await Deno.readTextFile(join(folder, "deno.json")));
}

/** Adds the library's packages, tasks and permissions to `deno.json`. */
async function extendConfig(): Promise<void> {
  const [latchkey, app] = [await readConfig(FROM), await readConfig(".")];
  const { workspace, links, nodeModulesDir, unstable } = latchkey;
  const config = {
    ...app,
    ...{ workspace, links, nodeModulesDir, unstable },
    tasks: { ...latchkey.tasks, ...app.tasks },
    permissions: { ...latchkey.permissions, ...app.permissions },
    test: { ...latchkey.test, ...app.test },
    compilerOptions: { ...app.compilerOptions, ...latchkey.compilerOptions },
    imports: { ...app.imports, ...latchkey.imports },
    exclude: [...new Set([...latchkey.exclude, ...app.exclude ?? []])],
  };
  await Deno.writeTextFile(
    "deno.json",
    JSON.stringify(config, null, 2) + "\n",
  );
}

for (const [path, to] of PARTS) await copy(path, to);
await extendConfig();
