import assert from "node:assert/strict";
import * as v from "valibot";
import { parse } from "yaml";
import { settingNames } from "@latchkey/core/server";
import {
  execute,
  ignore,
  openPostgres,
  startPostgres,
} from "@latchkey/core/testing/databases";

const service = v.looseObject({
  env_file: v.optional(v.string()),
  environment: v.record(v.string(), v.string()),
  read_only: v.literal(true),
  cap_drop: v.tuple([v.literal("ALL")]),
  security_opt: v.tuple([v.literal("no-new-privileges:true")]),
  networks: v.array(v.string()),
  volumes: v.array(v.string()),
  tmpfs: v.array(v.string()),
  restart: v.string(),
  ports: v.optional(v.array(v.string())),
  user: v.optional(v.string()),
  image: v.string(),
});
const compose = v.parse(
  v.looseObject({
    services: v.strictObject({ app: service, database: service }),
    networks: v.looseObject({ inside: v.object({ internal: v.boolean() }) }),
    volumes: v.record(v.string(), v.nullable(v.unknown())),
  }),
  parse(await Deno.readTextFile("compose.yaml")),
);
const { app, database } = compose.services;

Deno.test("the compose file contains no secrets: each comes from the settings file", () => {
  assert.equal(app.env_file, "production.env");
  assert.match(
    app.environment.DATABASE_URL,
    /^\$\{DATABASE_URL:-postgres:\/\/latchkey:\$\{DATABASE_PASSWORD\}@database:/,
  );
  assert.deepEqual(database.environment, {
    POSTGRES_PASSWORD: "${DATABASE_PASSWORD:?is not set}",
  });
});

Deno.test("the settings file overrides what the compose file sets", () => {
  for (const [name, value] of Object.entries(app.environment)) {
    assert.ok(settingNames.some((known) => known === name), name);
    assert.ok(value.startsWith(`\${${name}:-`), `${name} would be overruled`);
  }
});

Deno.test("excludes the settings file from Git and the image", async () => {
  for (const file of [".gitignore", ".dockerignore"]) {
    const lines = (await Deno.readTextFile(file)).split("\n");
    assert.ok(
      lines.some((line) => /^\/?(?:production|\*)\.env$/.test(line)),
      file,
    );
  }
});

Deno.test("publishes the app on this machine only and the database to the app only", () => {
  assert.deepEqual(app.ports, ["127.0.0.1:8000:8000"]);
  assert.equal(database.ports, undefined);
  assert.deepEqual(database.networks, ["inside"]);
  assert.equal(compose.networks.inside.internal, true);
});

Deno.test("runs the database unprivileged, from a pinned image, with its data in a volume", () => {
  assert.match(database.user ?? "", /^[1-9]\d*:[1-9]\d*$/);
  assert.match(database.image, /^postgres:\d+\.\d+$/);
  const named = [...app.volumes, ...database.volumes]
    .map((volume) => volume.split(":")[0])
    .filter((volume) => !volume.startsWith("./"));
  assert.deepEqual(named.toSorted(), Object.keys(compose.volumes).toSorted());
});

Deno.test("starts the app once the database is healthy", () => {
  assert.deepEqual(app.depends_on, {
    database: { condition: "service_healthy" },
  });
  assert.ok("healthcheck" in database);
});

Deno.test({
  name: "the site's database user owns the database and isn't a superuser",
  ignore,
  async fn() {
    await using server = await startPostgres();
    if (server === null) return;
    const admin = new URL(await server.createDatabase());
    await execute(
      admin.href,
      "create role postgres superuser login password 'x'",
    );
    const mount = database.volumes.find((volume) => volume.endsWith(".sql:ro"));
    const [file, target] = mount!.split(":");
    assert.match(target, /^\/docker-entrypoint-initdb\.d\//);
    const script = (await Deno.readTextFile(file))
      .replace(/^--.*\n/gm, "")
      .replace("\\getenv password POSTGRES_PASSWORD\n", "") // of psql
      .replace(":'password'", "'secret'")
      // The test server has a superuser with that name.
      .replaceAll("latchkey", "site");
    for (const statement of script.split(";").slice(0, -1)) {
      await execute(admin.href, statement);
    }
    const url = `postgres://site:secret@127.0.0.1:${admin.port}/site`;
    await (await openPostgres(url)).close();
    const rights = await execute<Record<string, boolean>>(
      url,
      `select rolsuper, rolcreatedb, rolcreaterole, rolreplication, rolbypassrls
       from pg_roles where rolname = current_user`,
    );
    assert.deepEqual(new Set(Object.values(rights[0])), new Set([false]));
    const superuser = Object.assign(new URL(url), {
      username: "postgres",
      password: "x",
    });
    await assert.rejects(execute(superuser.href, "select 1"), /password/);
  },
});
