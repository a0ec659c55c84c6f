/**
 * What the server and commands may do with the flags the launcher gives them.
 */
import assert from "node:assert/strict";
import { join } from "node:path";
import { hasOwnFresh } from "../dev/which_fresh.ts";
import { cliProgram, devProgram, serverProgram } from "./programs.ts";
import type { Program } from "./process.ts";
import { siteEnvironment } from "./environment.ts";
import { defineFeature, defineSite } from "../feature.ts";
import { text, url } from "../settings/schemas.ts";
import { TEST_SITE } from "../testing/site.ts";

const PROBE = new URL("../testing/probe.ts", import.meta.url).pathname;

/** What is tried, and on what. */
type Attempt = readonly [what: string, on: string];

/** Tries something with a program's permissions, in a temporary folder. */
async function attempt(
  { args, env }: Program,
  cwd: string,
  attempts: readonly Attempt[],
): Promise<string[]> {
  const flags = args.slice(0, args.findIndex((arg) => /\.[jt]s$/.test(arg)));
  const { stdout, stderr, success } = await new Deno.Command(Deno.execPath(), {
    args: [...flags, PROBE, JSON.stringify(attempts)],
    cwd,
    env: { ...env },
    clearEnv: true,
  }).output();
  const decoder = new TextDecoder();
  assert.ok(success, decoder.decode(stderr));
  return JSON.parse(decoder.decode(stdout));
}

function environmentWith(settings: Record<string, string>): Program["env"] {
  const real = { ...Deno.env.toObject(), APP_ENV: "test", ...settings };
  return siteEnvironment(TEST_SITE, real, () => null).variables;
}

async function withFolder(use: (folder: string) => Promise<void>) {
  const folder = await Deno.makeTempDir({ prefix: "latchkey-launcher-" });
  await Deno.mkdir(`${folder}/data`);
  await Deno.writeTextFile(`${folder}/ca.pem`, "");
  try {
    await use(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const PROGRAMS: Readonly<Record<string, (env: Program["env"]) => Program>> = {
  "the server": (env) => serverProgram(TEST_SITE, env),
  "the server of dev": (env) => devProgram(TEST_SITE, env),
  "a command": (env) => cliProgram(TEST_SITE, env, ["doctor"]),
};

for (const [name, program] of Object.entries(PROGRAMS)) {
  Deno.test({
    name: `${name} may do what its settings need and nothing else`,
    // Fresh itself bundles with more.
    ignore: name === "the server of dev" && !hasOwnFresh(),
    fn: () =>
      withFolder(async (folder) => {
        using database = Deno.listen({ hostname: "127.0.0.1", port: 0 });
        using mail = Deno.listen({ hostname: "127.0.0.1", port: 0 });
        using other = Deno.listen({ hostname: "127.0.0.1", port: 0 });
        const databasePort = database.addr.port;
        const env = environmentWith({
          DATABASE_URL:
            `postgres://a:b@localhost:${databasePort}/x?sslrootcert=${folder}/ca.pem`,
          HOST: "127.0.0.1",
          DATABASE_FILE: `${folder}/data/latchkey.db`,
          PORT: "8000",
          SMTP_URL: `smtp://localhost:${mail.addr.port}`,
        });
        const attempts = [
          ["write", `${folder}/data/latchkey.db`],
          ["read", `${folder}/data/latchkey.db`],
          ["read", `${folder}/ca.pem`],
          ["connect", `localhost:${databasePort}`],
          ["connect by node:net", `localhost:${databasePort}`],
          ["connect", `localhost:${mail.addr.port}`],
          ["env", "SECRET_OF_THE_SHELL"],
          ["read", "/etc/passwd"],
          ["read", folder],
          ["write", `${folder}/beside`],
          ["write", `${folder}/data/../beside`],
          ["write", "main.ts"],
          ["run", "true"],
          ["run", Deno.execPath()],
          ["connect", `localhost:${other.addr.port}`],
          ["connect", `127.0.0.1:${other.addr.port}`],
        ] as const;
        assert.deepEqual(await attempt(program(env), folder, attempts), [
          ...Array.from({ length: 6 }, () => "allowed"),
          "got ",
          ...Array.from({ length: 9 }, () => "refused"),
        ]);
      }),
  });
}

Deno.test("only doctor may ask for the list of releases", () =>
  withFolder(async (folder) => {
    using lists = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    const { port } = lists.addr;
    const url = environmentWith({
      DATABASE_FILE: `${folder}/data/latchkey.db`,
      SECURITY_RELEASES: `http://localhost:${port}/releases.json`,
    });
    const file = environmentWith({
      DATABASE_FILE: `${folder}/data/latchkey.db`,
      SECURITY_RELEASES: `${folder}/ca.pem`,
    });
    const doctor = (env: Program["env"]) =>
      cliProgram(TEST_SITE, env, ["doctor", "--json"]);
    const backup = (env: Program["env"]) =>
      cliProgram(TEST_SITE, env, ["backup"]);
    const server = (env: Program["env"]) => serverProgram(TEST_SITE, env);
    const attempts = [
      ["connect", `localhost:${port}`],
      ["read", `${folder}/ca.pem`],
    ] as const;
    for (
      const [program, env, expected] of [
        [doctor, url, ["allowed", "refused"]],
        [doctor, file, ["refused", "allowed"]],
        [backup, url, ["refused", "refused"]],
        [server, file, ["refused", "refused"]],
      ] as const
    ) assert.deepEqual(await attempt(program(env), folder, attempts), expected);
  }));

for (const [name, program] of Object.entries(PROGRAMS)) {
  Deno.test({
    name: `${name} can't read the history of the sources`,
    ignore: name === "the server of dev" && !hasOwnFresh(),
    fn: () =>
      withFolder(async (folder) => {
        const git = join(Deno.cwd(), ".git");
        const attempts = [
          ["read", join(Deno.cwd(), "main.ts")],
          ["read", git],
          ["read", join(git, "config")],
          ["read", join(Deno.cwd(), "static/../.git/HEAD")],
        ] as const;
        assert.deepEqual(
          await attempt(program(environmentWith({})), folder, attempts),
          ["allowed", "refused", "refused", "refused"],
        );
      }),
  });
}

Deno.test("a backup into the project's folder can't write into its history", () =>
  withFolder(async (folder) => {
    const root = Deno.cwd();
    const program = cliProgram(TEST_SITE, environmentWith({}), [
      ...["backup", `${root}/backup.jsonl`],
    ]);
    const [elsewhere, history] = await attempt(program, folder, [
      ["write", `${root}/missing/folder`],
      ["write", `${root}/.git/hooks/pre-commit`],
    ]);
    assert.match(elsewhere, /^failed: NotFound/);
    assert.equal(history, "refused");
  }));

Deno.test("on Fresh itself the build may write where Fresh does, and the server may do no more", () =>
  withFolder(async (folder) => {
    const programs = import.meta.resolve(
      "./programs.ts",
    );
    const site = import.meta.resolve("../testing/site.ts");
    const code = `import * as programs from ${JSON.stringify(programs)};
      import { TEST_SITE } from ${JSON.stringify(site)};
      const all = [programs.buildProgram({}, []), programs.serverProgram(TEST_SITE, {})];
      console.log(JSON.stringify(all.map(({ args }) => args)));`;
    const { imports } = JSON.parse(await Deno.readTextFile("deno.json"));
    const map = { imports: { ...imports, fresh: import.meta.url } };
    await Deno.writeTextFile(`${folder}/map.json`, JSON.stringify(map));
    const { stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["eval", `--import-map=${folder}/map.json`, code],
    }).output();
    assert.ok(stdout.length > 0, new TextDecoder().decode(stderr));
    const [build, server] = JSON.parse(new TextDecoder().decode(stdout));
    const written = build.find((arg: string) => /^--allow-write=/.test(arg));
    assert.ok(written?.split(/[=,]/).includes(Deno.cwd()), written);
    assert.deepEqual(server, serverProgram(TEST_SITE, {}).args);
  }));

Deno.test("allows connections to Deno Deploy's assigned database there only, and ignores psql's variables elsewhere", () =>
  withFolder(async (folder) => {
    using database = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    const { port } = database.addr;
    const assigned = {
      APP_ENV: "production",
      PGHOST: "localhost",
      PGPORT: String(port),
      PGUSER: "ada",
      PGDATABASE: "latchkey",
    };
    for (
      const [env, expected] of [
        [{ DENO_DEPLOYMENT_ID: "x1" }, ["allowed", "got localhost"]],
        [{}, ["refused", "got "]],
      ] as const
    ) {
      const program = cliProgram(
        TEST_SITE,
        environmentWith({ ...assigned, ...env }),
        [],
      );
      const tried = await attempt(program, folder, [
        ["connect", `localhost:${port}`],
        ["env", "PGHOST"],
      ]);
      assert.deepEqual(tried, expected);
    }
  }));

Deno.test("a server with bad settings may only report them", () =>
  withFolder(async (folder) => {
    const env = environmentWith({
      PORT: "many",
      DATABASE_FILE: `${folder}/x/y.db`,
    });
    const tried = await attempt(serverProgram(TEST_SITE, env), folder, [
      ["write", `${folder}/x`],
      ["connect", "localhost:25"],
    ]);
    assert.deepEqual(tried, ["refused", "refused"]);
  }));

Deno.test("only the command may access the files it was given", () =>
  withFolder(async (folder) => {
    const env = environmentWith({
      DATABASE_FILE: `${folder}/data/latchkey.db`,
    });
    const cases = [
      [["restore", `${folder}/ca.pem`], "allowed", "refused"],
      [["restore", "--json", `${folder}/ca.pem`], "allowed", "refused"],
      [["backup", `${folder}/made.jsonl`], "allowed", "allowed"],
      [[
        "database",
        "copy",
        "--from",
        "DATABASE_FILE",
        "--to",
        `${folder}/b.db`,
      ]],
      [["database", "copy", "--from=DATABASE_FILE", `--to=${folder}/b.db`]],
      [["users", "import", `${folder}/ca.pem`], "allowed", "refused"],
      [["users", "show", `${folder}/ca.pem`], "refused", "refused"],
      [["doctor"], "refused", "refused"],
    ] as const;
    for (const [args, read = "allowed", write = "allowed"] of cases) {
      const tried = await attempt(cliProgram(TEST_SITE, env, args), folder, [
        ["read", `${folder}/ca.pem`],
        ["write", `${folder}/made.jsonl`],
        ["write", "main.ts"],
      ]);
      // Relative paths start at the folder the command is called in.
      assert.deepEqual(tried, [read, write, write], args.join(" "));
    }
  }));

/** A feature that connects to a server named by a setting. */
const rates = defineFeature({
  name: "rates",
  settings: { RATES_URL: url({ otherwise: new URL("https://a.example/") }) },
  hosts: ({ RATES_URL: { hostname, port } }) => [`${hostname}:${port || 443}`],
});

Deno.test("the server may connect to the hosts that features name", () =>
  withFolder(async (folder) => {
    using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    const { port } = listener.addr;
    const site = defineSite({ ...TEST_SITE, features: [rates] });
    const env = {
      ...environmentWith({}),
      RATES_URL: `https://localhost:${port}/v1/`,
    };
    const tried = await attempt(serverProgram(site, env), folder, [
      ["connect", `localhost:${port}`],
      ["connect", "localhost:25"],
    ]);
    assert.deepEqual(tried, ["allowed", "refused"]);
    const flags = serverProgram(site, environmentWith({})).args;
    const net = flags.find((flag) => flag.startsWith("--allow-net="));
    assert.match(net ?? "", /\ba\.example:443\b/);
  }));

Deno.test("explains a feature whose hosts can't be determined", () => {
  const broken = defineFeature({
    name: "broken",
    hosts: () => [new URL("nowhere").host],
  });
  const site = defineSite({ ...TEST_SITE, features: [broken] });
  assert.throws(() => serverProgram(site, environmentWith({})), {
    name: "LaunchError",
    message:
      /^The `hosts` function of the feature "broken" failed: .*Invalid URL.*\. Fix/,
  });
});

Deno.test("doesn't repeat a secret setting in an error", () => {
  const broken = defineFeature({
    name: "broken",
    settings: { HOOK: text({ means: "an address", secret: true }) },
    hosts: ({ HOOK }) => [new URL(String(HOOK)).host],
  });
  const site = defineSite({ ...TEST_SITE, features: [broken] });
  const env = { ...environmentWith({}), HOOK: "hunter2" };
  assert.throws(() => serverProgram(site, env), {
    name: "LaunchError",
    message:
      'The `hosts` function of the feature "broken" failed: TypeError. ' +
      "Fix it, then start again.",
  });
});

Deno.test("explains a path that Deno's flags can't contain", () => {
  for (
    const args of [["restore", "/tmp/a,b.jsonl"], ["backup", "/tmp/a,b/c"]]
  ) {
    assert.throws(
      () => cliProgram(TEST_SITE, environmentWith({}), args),
      { name: "LaunchError", message: /"\/tmp\/a,b.*comma\. Choose a path/ },
    );
  }
});

Deno.test("runs the command that reports a bad database name", () =>
  withFolder(async (folder) => {
    for (
      const to of [
        "file:///tmp/x.db",
        "postgres://a..b/x",
        "https:///",
        "http://localhost:25",
      ]
    ) {
      const args = ["database", "copy", "--from", "DATABASE_FILE", "--to", to];
      const tried = await attempt(
        cliProgram(TEST_SITE, environmentWith({}), args),
        folder,
        [
          ["connect", "localhost:25"],
        ],
      );
      assert.deepEqual(tried, ["refused"], to);
    }
  }));

Deno.test("database copy may connect to the databases it is given", () =>
  withFolder(async (folder) => {
    using database = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    const { port } = database.addr;
    const to = `postgres://ada:secret@localhost:${port}/latchkey`;
    const program = cliProgram(TEST_SITE, environmentWith({}), [
      ...["database", "copy", "--from", "DATABASE_FILE", "--to", to],
    ]);
    const tried = await attempt(program, folder, [
      ["connect", `localhost:${port}`],
      ["connect", "localhost:25"],
    ]);
    assert.deepEqual(tried, ["allowed", "refused"]);
  }));
