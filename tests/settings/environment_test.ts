import assert from "node:assert/strict";
import {
  environment,
  environmentNames,
  readSettings,
  settingNames,
} from "../../lib/settings.ts";

Deno.test("no more is read from the environment than the list of names says", () => {
  const read = new Set<string>();
  const env = new Proxy<Record<string, string>>({}, {
    get(_, name) {
      read.add(String(name));
      return undefined;
    },
  });
  readSettings(env);
  assert.deepEqual([...read].sort(), [...environmentNames].sort());
});

Deno.test(".env lies beneath the real environment in development", () => {
  const real: Record<string, string> = { PORT: "1", HOST: "" };
  const env = environment(
    (name) => real[name],
    () => "PORT=2\r\nHOST='a.example'\r\n# BCRYPT_COST=4\nLOG_LEVEL=warn # why",
  );
  const settings = readSettings(env);
  assert.equal(settings.port, 1);
  assert.equal(settings.host, "a.example");
  assert.equal(settings.bcryptCost, 12);
  assert.equal(settings.logLevel, "warn");
});

for (
  const real of [
    { APP_ENV: "production" },
    { APP_ENV: "test" },
    { DENO_DEPLOYMENT_ID: "x1" },
  ]
) {
  Deno.test(`.env is not even opened with ${Object.keys(real)}=${Object.values(real)}`, () => {
    const env = environment(
      (name) => new Map(Object.entries(real)).get(name),
      () => assert.fail("opened"),
    );
    assert.deepEqual(env, real);
  });
}

Deno.test(".env cannot put the app into production", () => {
  assert.throws(
    () => environment(() => undefined, () => "APP_ENV=production"),
    /APP_ENV stands in \.env, which is read in development only/,
  );
});

Deno.test(".env.example names every setting once, and nothing else", async () => {
  const text = await Deno.readTextFile(".env.example");
  const names = [...text.matchAll(/^#? ?([A-Z_]+)=/gm)].map(([, name]) => name);
  assert.deepEqual(names, [...settingNames]);
});

Deno.test(".env.example shows the defaults", async () => {
  const text = await Deno.readTextFile(".env.example");
  const examples = [
    "APP_ENV",
    "PUBLIC_URL",
    "DATABASE_URL",
    "JWT_KEYS",
    "SMTP_URL",
    "METRICS_TOKEN",
  ];
  const env = [...text.matchAll(/^# ([A-Z_]+)=(.*)$/gm)]
    .map(([, name, value]) => [name, value])
    .filter(([name]) => !examples.includes(name));
  assert.deepEqual(readSettings(Object.fromEntries(env)), readSettings({}));
});

Deno.test("each task that reads a setting may read them all", async () => {
  const { tasks } = JSON.parse(await Deno.readTextFile("deno.json"));
  const grants = [...JSON.stringify(tasks).matchAll(/--allow-env=([\w,]+)/g)]
    .map(([, names]) => names.split(","))
    .filter((names) => names.includes("APP_ENV"));
  assert.ok(grants.length > 0);
  for (const names of grants) {
    const missing = environmentNames.filter((name) => !names.includes(name));
    assert.deepEqual(missing, []);
  }
});
