import assert from "node:assert/strict";
import {
  StoreOpenError,
  StoreUnavailableError,
} from "../database/unavailable.ts";
import type { Store } from "../store.ts";
import { testServices } from "../testing/services.ts";
import { run } from "../testing/cli/run.ts";

const commands = [
  "users add",
  "users list",
  "users show",
  "users set-password",
  "users disable",
  "users enable",
  "users remove",
  "sessions list",
  "sessions revoke",
  "keys generate",
  "keys rotate",
  "doctor",
];

for (const command of commands) {
  Deno.test(`${command} --help exits with 0 and shows an example and --json`, async () => {
    await using services = await testServices();
    const args = [...command.split(" "), "--help"];
    const { code, out, err } = await run(services.store, args);
    assert.equal(code, 0);
    assert.equal(err, "");
    assert.match(out, new RegExp(`^Usage: deno task cli ${command} `));
    const [, examples] = out.split(/^Examples?:$/m);
    assert.ok(examples.includes(`deno task cli ${command}`));
    assert.match(out, /--json/);
    assert.doesNotMatch(out, /--password/);
    for (const line of out.split("\n")) assert.ok(line.length <= 80, line);
  });
}

Deno.test("--help at the top level names every group", async () => {
  await using services = await testServices();
  const { code, out } = await run(services.store, ["--help"]);
  assert.equal(code, 0);
  for (const group of ["users", "sessions", "keys", "doctor"]) {
    assert.match(out, new RegExp(`^  ${group} `, "m"));
  }
});

Deno.test("--version prints the version of the library", async () => {
  await using services = await testServices();
  const config = JSON.parse(
    await Deno.readTextFile(new URL("../deno.json", import.meta.url)),
  );
  const { code, out, err } = await run(services.store, ["--version"]);
  assert.deepEqual([code, out, err], [0, config.version, ""]);
});

Deno.test("describes each command of a group in one sentence", async () => {
  await using services = await testServices();
  const { out } = await run(services.store, ["--help"]);
  assert.match(
    out,
    /^ {2}restore .* Restore a backup into an empty database\.\n {2}\w/m,
  );
});

for (const args of [[], ["users"], ["sessions"], ["keys"]]) {
  Deno.test(`"${args}" alone exits with 2 and prints help on stderr`, async () => {
    await using services = await testServices();
    const { code, out, err } = await run(services.store, args);
    assert.equal(code, 2);
    assert.equal(out, "");
    assert.match(err, /Usage: .*Specify a command\. --help lists them all\.$/s);
  });
}

for (
  const [args, hint] of [
    [["user"], /Did you mean users\?/],
    [["users", "lst"], /Did you mean list\?/],
    [["users", "list", "--limt", "3"], /Did you mean --limit\?/],
    [["users", "show"], /missing required argument 'user'/],
    [["users", "show", "a", "b"], /too many arguments/],
    [["users", "list", "--limit"], /argument missing/],
    [["nonsense"], /unknown command 'nonsense'/],
  ] as const
) {
  Deno.test(`"${args.join(" ")}" exits with 2 and prints a hint, in JSON when asked`, async () => {
    await using services = await testServices();
    const text = await run(services.store, args);
    assert.equal(text.code, 2);
    assert.equal(text.out, "");
    assert.match(text.err, hint);
    const json = await run(services.store, ["--json", ...args]);
    assert.equal(json.code, 2);
    assert.equal(JSON.parse(json.err).error.code, "usage");
  });
}

Deno.test("explains bad settings and exits with 1", async () => {
  await using services = await testServices();
  const env = { PORT: "x", LOG_LEVEL: "x" };
  const args = ["users", "list"];
  const { code, err } = await run(services.store, args, { env });
  assert.equal(code, 1);
  assert.match(err, /^2 settings are invalid:\n {2}PORT .*\n {2}LOG_LEVEL /);
});

Deno.test("turns a database error into a sentence without a stack", async () => {
  await using services = await testServices();
  const users: Store["users"] = {
    ...services.store.users,
    list: () => Promise.reject(new Error("database is locked")),
  };
  const store = { ...services.store, users };
  const { code, err } = await run(store, ["users", "list"]);
  assert.equal(code, 1);
  assert.equal(err, "The command failed: database is locked");
});

Deno.test("explains what to do about an unusable database", async () => {
  await using services = await testServices();
  const explained = (error: Error) => {
    const list = () => Promise.reject(error);
    const users: Store["users"] = { ...services.store.users, list };
    return run({ ...services.store, users }, ["users", "list"]);
  };
  const unknown = await explained(new StoreOpenError("There is no such host."));
  assert.equal(unknown.err, "There is no such host.");
  const cause = new Error("connect ECONNREFUSED 127.0.0.1:1");
  const away = await explained(new StoreUnavailableError("gone", { cause }));
  assert.equal(
    away.err,
    "The database cannot be reached. It reported: connect ECONNREFUSED 127.0.0.1:1. " +
      "Check that it is running and that DATABASE_URL is right, then try again.",
  );
  assert.deepEqual([unknown.code, away.code], [1, 1]);
});
