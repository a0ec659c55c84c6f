import assert from "node:assert/strict";
import { siteEnvironment } from "../launcher/environment.ts";
import { environmentNames, readSettings, settingNames } from "./settings.ts";
import { settingsError } from "../testing/settings_error.ts";
import { TEST_SITE } from "../testing/site.ts";

Deno.test("reads only the documented variables from the environment", () => {
  const read = new Set<string>();
  const watched = (env: Record<string, string>) =>
    new Proxy(env, {
      get(_, name) {
        read.add(String(name));
        return env[String(name)];
      },
    });
  readSettings(TEST_SITE, watched({}));
  readSettings(TEST_SITE, watched({ DENO_DEPLOYMENT_ID: "x1" }));
  assert.deepEqual([...read].sort(), [...environmentNames].sort());
});

Deno.test("the real environment overrides .env in development", () => {
  const real: Record<string, string> = { PORT: "1", HOST: "" };
  const { variables } = siteEnvironment(
    TEST_SITE,
    real,
    () => "PORT=2\r\nHOST='a.example'\r\n# BCRYPT_COST=4\nLOG_LEVEL=warn # why",
  );
  const settings = readSettings(TEST_SITE, variables);
  assert.equal(settings.port, 1);
  assert.equal(settings.host, "a.example");
  assert.equal(settings.bcryptCost, 12);
  assert.equal(settings.logLevel, "warn");
});

Deno.test("passes on the public variables of islands", () => {
  const { variables, unknown } = siteEnvironment(
    TEST_SITE,
    { FRESH_PUBLIC_MAP: "a", OTHER: "b" },
    () => "FRESH_PUBLIC_PLACE=c",
  );
  assert.equal(variables.FRESH_PUBLIC_MAP, "a");
  assert.equal(variables.FRESH_PUBLIC_PLACE, "c");
  assert.equal(variables.OTHER, undefined);
  assert.deepEqual(unknown, []);
});

for (const name of settingNames) {
  for (const quote of [`"`, "'"]) {
    Deno.test(`reports quotes kept around ${name} once, as in ${quote}value${quote}`, () => {
      const { problems, message } = settingsError({
        [name]: `${quote}hunter2${quote}`,
      });
      const reported = problems.filter(({ problem }) => /quotes/.test(problem));
      assert.deepEqual(reported.map(({ name }) => name), [name]);
      assert.match(message, /docker run --env-file/);
    });
  }
}

Deno.test("accepts a sender whose name is in quotes", () => {
  const MAIL_FROM = '"Ada, Inc." <ada@example.com>';
  assert.equal(readSettings(TEST_SITE, { MAIL_FROM }).mailFrom, MAIL_FROM);
});

for (
  const real of [
    { APP_ENV: "production" },
    { APP_ENV: "test" },
    { DENO_DEPLOYMENT_ID: "x1" },
  ]
) {
  Deno.test(`doesn't open .env with ${Object.keys(real)}=${Object.values(real)}`, () => {
    const { variables } = siteEnvironment(
      TEST_SITE,
      real,
      () => assert.fail("opened"),
    );
    assert.deepEqual(variables, real);
  });
}

Deno.test(".env can't switch the app to production", () => {
  assert.throws(
    () => siteEnvironment(TEST_SITE, {}, () => "APP_ENV=production"),
    /APP_ENV is set in \.env, which is only read in development/,
  );
});

Deno.test("passes no other variables of the shell to the site", () => {
  const { variables } = siteEnvironment(TEST_SITE, {
    AWS_SECRET_ACCESS_KEY: "hunter2",
    HOME: "/home/ada",
    PATH: "/usr/bin",
    PGPASSFILE: "/home/ada/.pgpass",
    PORT: "1",
    SSH_AUTH_SOCK: "/tmp/agent",
  }, () => "GITHUB_TOKEN=hunter2\nHOST=a.example");
  assert.deepEqual(variables, {
    HOME: "/home/ada",
    HOST: "a.example",
    PATH: "/usr/bin",
    PORT: "1",
  });
});

Deno.test("passes psql's variables on Deno Deploy only", () => {
  const shell = { PGHOST: "db.example.com", PGPASSWORD: "hunter2" };
  const env = siteEnvironment(TEST_SITE, shell, () => "PGUSER=ada");
  assert.deepEqual(env, { variables: {}, unknown: ["PGUSER"] });
  const onDeploy = { ...shell, DENO_DEPLOYMENT_ID: "x1" };
  assert.deepEqual(
    siteEnvironment(TEST_SITE, onDeploy, () => null).variables,
    onDeploy,
  );
});

Deno.test("finds names in .env that nothing reads", () => {
  const { unknown } = siteEnvironment(
    TEST_SITE,
    {},
    () => "PROT=1\nPORT=1\nDENO_X=1",
  );
  assert.deepEqual(unknown, ["PROT"]);
});
