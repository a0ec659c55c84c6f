import assert from "node:assert/strict";
import * as v from "valibot";
import { parse } from "yaml";
import { settingNames } from "../../lib/settings.ts";

const service = v.looseObject({
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

Deno.test("no secret stands in the compose file: each comes from outside, and must", () => {
  const secrets = [
    app.environment.DATABASE_URL,
    app.environment.JWT_KEYS,
    database.environment.POSTGRES_PASSWORD,
  ];
  for (const secret of secrets) {
    assert.match(secret, /\$\{(DATABASE_PASSWORD|JWT_KEYS):\?is not set\}/);
  }
  assert.match(app.environment.DATABASE_URL, /^postgres:\/\/latchkey:\$\{/);
});

Deno.test("the compose file sets settings that there are", () => {
  for (const name of Object.keys(app.environment)) {
    assert.ok(settingNames.some((known) => known === name), name);
  }
});

Deno.test("the app is reached from this machine alone, the database from the app alone", () => {
  assert.deepEqual(app.ports, ["127.0.0.1:8000:8000"]);
  assert.equal(database.ports, undefined);
  assert.deepEqual(database.networks, ["inside"]);
  assert.equal(compose.networks.inside.internal, true);
});

Deno.test("the database runs as nobody special, from a pinned image, and keeps its data in a volume", () => {
  assert.match(database.user ?? "", /^[1-9]\d*:[1-9]\d*$/);
  assert.match(database.image, /^postgres:\d+\.\d+$/);
  const named = [...app.volumes, ...database.volumes]
    .map((volume) => volume.split(":")[0]);
  assert.deepEqual(named.toSorted(), Object.keys(compose.volumes).toSorted());
});

Deno.test("the app waits until the database is well", () => {
  assert.deepEqual(app.depends_on, {
    database: { condition: "service_healthy" },
  });
  assert.ok("healthcheck" in database);
});
