/**
 * `deno task deploy`, with a stand-in for the program that talks to Deno
 * Deploy.
 */
import assert from "node:assert/strict";
import {
  buildOnce,
  newDataKeys,
  newKeys,
  startMailServer,
} from "@latchkey/core/testing";

// Otherwise the task might build at the same time as other tests.
await buildOnce();
const { deploy } = JSON.parse(await Deno.readTextFile("deno.json"));

/** Prints its arguments. */
const STAND_IN = 'console.log("DEPLOYS", Deno.args.join(" "));';

/** The content of `production.env`, without the mail server. */
const SETTINGS = {
  BCRYPT_COST: "10",
  DATA_KEYS: newDataKeys(),
  JWT_KEYS: newKeys(),
  PASSWORD_MIN_LENGTH: "15",
  PUBLIC_URL: "https://example.com",
  TRUST_PROXY: "1",
};

/**
 * Removes variables set by other tests in this process or a developer's shell.
 */
const NOBODYS = { APP_ENV: "", DATABASE_URL: "", DATABASE_FILE: "" };

/** psql's variables in the shell: a database that isn't the site's. */
const SHELL = {
  PGHOST: "localhost",
  PGPORT: "1",
  PGUSER: "a",
  PGDATABASE: "b",
};

/** Runs the task with settings from a file, as docs/deploying/deno-deploy.md describes. */
async function runTask(settings: Record<string, string>) {
  const folder = await Deno.makeTempDir();
  try {
    const standIn = `${folder}/stand_in.ts`;
    await Deno.writeTextFile(standIn, STAND_IN);
    const file = `${folder}/production.env`;
    const lines = Object.entries(settings)
      .map(([name, value]) => `${name}='${value}'\n`);
    await Deno.writeTextFile(file, lines.join(""));
    const { code, stdout, stderr } = await new Deno.Command("deno", {
      args: ["task", "--quiet", `--env-file=${file}`, "deploy", "--org", "us"],
      env: {
        ...NOBODYS,
        ...SHELL,
        // With this variable Deno runs another program instead of JSR's
        // @deno/deploy.
        DENO_DEPLOY_CLI_SPECIFIER: `file://${standIn}`,
        NO_COLOR: "1",
      },
    }).output();
    const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
    return { code, out: text(stdout), err: text(stderr) };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("stops before sending anything when Deno Deploy can't run with the settings", async () => {
  const { code, out } = await runTask({ ...SETTINGS, JWT_KEYS: "" });
  assert.equal(code, 1);
  assert.match(out, /^fail – Keys: JWT_KEYS is not set\./m);
  assert.match(out, /^ok {3}– Mode: /m, "it is in production by itself");
  assert.doesNotMatch(out, /DEPLOYS/);
});

Deno.test("checks the settings, builds the site and calls deno deploy for production", async () => {
  await using mail = await startMailServer();
  const SMTP_URL = `smtp://127.0.0.1:${mail.port}`;
  const { code, out, err } = await runTask({ ...SETTINGS, SMTP_URL });
  assert.equal(code, 0, out + err);
  assert.match(
    out,
    /^warn – Database: not checked: Deno Deploy assigns it/m,
  );
  assert.match(out, /^DEPLOYS --prod --org us/m);
  await Deno.stat("_fresh/server.js");
});

Deno.test("what Deno Deploy installs, builds and runs exists", async () => {
  assert.equal(deploy.install, "deno task install");
  assert.equal(deploy.build, "deno task build");
  assert.ok((await Deno.stat(deploy.runtime.entrypoint)).isFile);
});
