/** Makes sites as a new user does, with Node alone and nothing downloaded before. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { freePort } from "@latchkey/core/testing";
import { DENO } from "./options.ts";
import { buildPackage, tarballOf } from "./build/package.ts";
import { logInAsDemoUser } from "./first_login.ts";
import {
  answerOf,
  type LocalRegistry,
  output,
  startRegistry,
  terminalEnvironment,
} from "./local_registry.ts";
import {
  FEATURE_TESTS,
  LANGUAGE_TESTS,
  MORE_TESTS,
  TESTS,
} from "./site_tests.ts";
import { installPackage, ROOT, temporaryFolder } from "./testing.ts";

/** How long the first start may take, in milliseconds. It downloads 100 MB. */
const PATIENCE_MS = 300_000;

/** A person's machine: a folder, and an environment in which nothing is installed but Node. */
interface Machine {
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
}

async function emptyMachine(
  folder: string,
  registry: LocalRegistry,
): Promise<Machine> {
  const programs = join(folder, "bin");
  await Deno.mkdir(programs);
  for (const name of ["node", "npm", "npx"]) {
    const found = await output("sh", ["-c", `command -v ${name}`], folder);
    await output("ln", ["-s", found.trim(), join(programs, name)], folder);
  }
  return {
    folder,
    env: {
      PATH: `${programs}:/usr/bin:/bin`,
      HOME: folder,
      DENO_DIR: join(folder, "deno"),
      NPM_CONFIG_CACHE: join(folder, "npm"),
      NPM_CONFIG_REGISTRY: registry.url,
    },
  };
}

/** Starts a site with the command that the program printed, until it answers. */
async function startSite(
  { folder, env }: Machine,
  name: string,
): Promise<AsyncDisposable & { readonly origin: string }> {
  const port = String(freePort());
  const [program, ...args] = `${DENO} task start`.split(" ");
  const server = new Deno.Command("setsid", {
    args: [program, ...args],
    cwd: join(folder, name),
    env: { ...terminalEnvironment(), ...env, PORT: port, NO_COLOR: "1" },
    clearEnv: true,
    stdin: "null",
    stdout: "null",
    stderr: "inherit",
  }).spawn();
  const origin = `http://localhost:${port}`;
  const stop = async () => {
    await output("sh", ["-c", `kill -s KILL -- -${server.pid}`], folder);
    await server.status;
  };
  try {
    const response = await answerOf(origin, PATIENCE_MS);
    assert.equal(response.status, 200);
    assert.match(await response.text(), /<title>[^<]* · My site</);
  } catch (error) {
    await stop();
    throw error;
  }
  return { origin, [Symbol.asyncDispose]: stop };
}

/** Runs a task of a site with the Deno that runs this test. */
function task(site: string, ...args: string[]): Promise<string> {
  return output(Deno.execPath(), ["task", "--quiet", ...args], site);
}

Deno.test("makes, starts, checks and tests sites from a registry", async (t) => {
  await using folder = await temporaryFolder();
  await using registry = await startRegistry();
  const built = await buildPackage(ROOT);
  const tarball = join(folder.path, "package.tgz");
  await Deno.writeFile(tarball, tarballOf(built));
  await registry.publish(tarball);
  const machine = await emptyMachine(folder.path, registry);
  const site = join(machine.folder, "my-site");

  await t.step("npm create latchkey my-site", async () => {
    const printed = await timed("npm create", () =>
      output(
        "npm",
        [
          "create",
          "--yes",
          "latchkey",
          "my-site",
          "--",
          "--languages=en,de,ar",
        ],
        machine.folder,
        machine.env,
      ));
    assert.match(printed, /\n {2}cd my-site\n/);
    assert.ok(printed.endsWith(`\n  ${DENO} task start\n`), printed);
  });

  await t.step("the site answers, and one can log in", async () => {
    await using server = await timed(
      "first answer",
      () => startSite(machine, "my-site"),
    );
    await logInAsDemoUser(server.origin);
  });

  await t.step("its checks and tests pass", async () => {
    await task(site, "check");
    await task(site, "test", ...TESTS);
  });

  await t.step("deno create npm:latchkey -- my-site", async () => {
    // Deno ignores releases of the last 24 hours otherwise.
    const config = join(machine.folder, "deno.json");
    await Deno.writeTextFile(config, '{ "minimumDependencyAge": 0 }');
    const args = [
      "my-site-again",
      "--name=O'Neill & Söhne",
      "--languages=de",
      "--features=none",
    ];
    await output(
      Deno.execPath(),
      ["create", "--yes", "npm:latchkey", "--", ...args],
      machine.folder,
      machine.env,
    );
    await Deno.remove(config);
  });

  await t.step("a site with little passes its checks and tests", async () => {
    const little = join(machine.folder, "my-site-again");
    await task(little, "check");
    await task(little, "test", ...MORE_TESTS);
  });

  const packages = join(machine.folder, "my-site-again", "node_modules");

  await t.step("tests pass from right to left, with two features", async () => {
    const another = await createAnother(machine.folder, packages, [
      "--name=نادي الكتاب",
      "--languages=ar,de",
      "--features=admin,passkeys",
    ]);
    await task(another, "test", ...MORE_TESTS, ...FEATURE_TESTS);
  });

  await t.step("tests pass in English only, with all features", async () => {
    const another = await createAnother(machine.folder, packages, [
      "--name=Ada",
    ]);
    await task(another, "test", ...LANGUAGE_TESTS);
  });
});

/** Makes a site by the package's program, with packages that another site had. */
async function createAnother(
  folder: string,
  packages: string,
  options: readonly string[],
): Promise<string> {
  const site = await Deno.makeTempDir({ dir: folder });
  const program = await installPackage();
  await output("node", [program, site, ...options], folder);
  await output("cp", ["-al", packages, join(site, "node_modules")], folder);
  return site;
}

/** Runs something and prints how long it took. */
async function timed<Result>(
  what: string,
  run: () => Promise<Result>,
): Promise<Result> {
  const start = performance.now();
  const result = await run();
  const seconds = (performance.now() - start) / 1000;
  console.log(`${what}: ${seconds.toFixed(1)} s`);
  return result;
}
