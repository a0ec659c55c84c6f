import assert from "node:assert/strict";
import { command, PASSWORD, withDatabase } from "@latchkey/core/testing";
import { openServices } from "@latchkey/core/server";
import { readSettings } from "@latchkey/core";
import { site } from "../../lib/site.ts";
import { HAS_ADMIN, HAS_INVITATIONS } from "../site_features.ts";

Deno.test("an account works from users add to users remove", async () => {
  await withDatabase(async ({ cli }) => {
    const added = await cli(
      ["users", "add", "ada@example.com", "--json"],
      `${PASSWORD}\r\n`,
    );
    assert.equal(added.code, 0, added.err);
    const { user } = JSON.parse(added.out);

    const listed = await cli(["users", "list"]);
    assert.ok(listed.out.includes(user.id), listed.err);
    assert.ok(!listed.out.includes("$2b$"));

    const removed = await cli(["users", "remove", user.id, "--yes"]);
    assert.equal(removed.code, 0, removed.err);
    assert.match((await cli(["users", "list"])).out, /^No accounts/);
  });
});

Deno.test("a command and a running app share the database", async () => {
  await withDatabase(async ({ cli, env }) => {
    const { store } = await openServices(site, readSettings(site, env));
    try {
      await cli(["users", "add", "ada@example.com"], PASSWORD);
      const { code, err } = await cli(["users", "disable", "ada@example.com"]);
      assert.equal(code, 0, err);
      const user = await store.users.byAddressKey("ada@example.com");
      assert.equal(user?.disabled, true);
    } finally {
      await store.close();
    }
  });
});

Deno.test("doctor works with the task's own permissions, including native bcrypt", async () => {
  await withDatabase(async ({ cli }) => {
    const { code, out, err } = await cli(["doctor"]);
    assert.equal(code, 0, out);
    assert.equal(err, "");
    assert.match(out, /with the native addon/);
    assert.doesNotMatch(out, /warn|fail/);
  });
});

Deno.test("keys generate prints one line that can be used as a setting", async () => {
  await withDatabase(async ({ cli }) => {
    const { out } = await cli(["keys", "generate"]);
    assert.match(out, /^\{"keys":\[.*\]\}\n$/);
  });
});

Deno.test("explains a folder that can't be created", async () => {
  await withDatabase(async ({ env }) => {
    const args = ["task", "--quiet", "cli", "users", "list"];
    const DATABASE_FILE = "/dev/null/latchkey.db";
    const { code, err } = await command(
      "deno",
      args,
      { ...env, DATABASE_FILE },
      "",
    );
    assert.equal(code, 1);
    assert.match(err, /\/dev\/null/);
    assert.doesNotMatch(err, /\n {4}at /);
  });
});

Deno.test("reports a missing database without creating it", async () => {
  await withDatabase(async ({ cli, path }) => {
    for (
      const args of [
        ["users", "list"],
        ...HAS_ADMIN ? [["users", "grant", "ada@example.com", "admin"]] : [],
        ["incident", "log-out-everyone", "--yes"],
        ...HAS_INVITATIONS ? [["invites", "create"]] : [],
        ["mail", "list"],
      ]
    ) {
      const { code, err } = await cli(args);
      assert.equal(
        err,
        `There is no database at ${path}. Check the path.\n`,
        args.join(" "),
      );
      assert.equal(code, 1);
    }
    await assert.rejects(Deno.stat(path), Deno.errors.NotFound);
  });
});

Deno.test("users import creates a missing database", async () => {
  await withDatabase(async ({ cli }) => {
    const line = '{"address":"ada@example.com"}\n';
    const { code, err } = await cli(["users", "import"], line);
    assert.equal(code, 0, err);
    assert.match((await cli(["users", "list"])).out, /ada@example\.com/);
  });
});

Deno.test("explains an empty file name", async () => {
  await withDatabase(async ({ cli }) => {
    for (
      const args of [["restore", ""], ["backup", ""], ["users", "import", ""]]
    ) {
      const { code, err } = await cli(args);
      assert.equal(err, "The file name is empty.\n");
      assert.equal(code, 2);
    }
  });
});
