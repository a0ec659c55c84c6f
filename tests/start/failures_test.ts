/** What is printed when the site can't start, by both tasks that start it. */
import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { newKeys } from "@latchkey/core/testing";
import { openServices } from "@latchkey/core/server";
import { readSettings } from "@latchkey/core";
import { site } from "../../lib/site.ts";
import { withFolder } from "../resilience/app_process.ts";
import { HAS_APP } from "../site_features.ts";
import { startTask } from "./tasks.ts";

/**
 * What prevents the start: the settings that cause it, the message, and how to
 * fix it.
 */
interface Trouble {
  readonly env: Record<string, string>;
  readonly expected: RegExp;
  readonly end?: () => void;
}

const TROUBLES: Readonly<
  Record<string, (folder: string) => Trouble | Promise<Trouble>>
> = {
  "a port in use": () => {
    const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    const { port } = listener.addr;
    return {
      env: { HOST: "127.0.0.1", PORT: String(port) },
      expected: new RegExp(
        `Port ${port} is already in use\\. Stop the other program, or set PORT to another number`,
      ),
      end: () => listener.close(),
    };
  },
  "an unknown host": () => ({
    env: { HOST: "host.invalid" },
    expected: /HOST is not an address of this machine\. Set it to localhost/,
  }),
  "a broken setting": () => ({
    env: { PORT: "80 80", BCRYPT_COST: "99" },
    expected:
      /2 settings are invalid:\n {2}PORT is "80 80".*For example: PORT=8000\n {2}BCRYPT_COST/,
  }),
  "a missing key": () => ({
    env: {
      APP_ENV: "production",
      BCRYPT_COST: "10",
      PUBLIC_URL: "https://latchkey.example",
    },
    expected: /JWT_KEYS is not set.*deno task cli keys generate/,
  }),
  ...HAS_APP && {
    "missing data keys": () => ({
      env: {
        APP_ENV: "production",
        BCRYPT_COST: "10",
        JWT_KEYS: newKeys(),
        PUBLIC_URL: "https://latchkey.example",
      },
      expected: /DATA_KEYS is not set.*deno task cli keys generate --for data/,
    }),
    "unreadable data keys": async (folder) => {
      await Deno.writeTextFile(`${folder}/data_keys.json`, "{");
      return {
        env: { DATABASE_FILE: `${folder}/latchkey.db` },
        expected: /The data keys in .*data_keys\.json cannot be used.*Fix it/,
      };
    },
  },
  "unreadable keys": async (folder) => {
    await Deno.writeTextFile(`${folder}/keys.json`, "{");
    return {
      env: { DATABASE_FILE: `${folder}/latchkey.db` },
      expected: /The signing keys in .*keys\.json cannot be used.*Fix it/,
    };
  },
  "a database locked by another program": async (folder) => {
    const path = `${folder}/latchkey.db`;
    await makeDatabase(path);
    const other = new DatabaseSync(path);
    other.exec("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE");
    return {
      env: { DATABASE_FILE: path },
      expected: /The database .*latchkey\.db cannot be used\. Another program/,
      end: () => other.close(),
    };
  },
  "a database of a newer version": async (folder) => {
    const path = `${folder}/latchkey.db`;
    await makeDatabase(path);
    editFile(path, "insert into latchkey_migrations values ('later/1', 1, 1)");
    return {
      env: { DATABASE_FILE: path },
      expected:
        /written by a newer version of this app: it has the migration later\/1/,
    };
  },
  "a database of another app": (folder) => {
    const path = `${folder}/latchkey.db`;
    editFile(
      path,
      "create table data (k blob); create table queue (ts integer)",
    );
    return {
      env: { DATABASE_FILE: path },
      expected:
        /The database .*latchkey\.db cannot be used\. It belongs to another app/,
    };
  },
};

function editFile(path: string, statement: string): void {
  const database = new DatabaseSync(path);
  database.exec(statement);
  database.close();
}

async function makeDatabase(databaseFile: string): Promise<void> {
  const env = { APP_ENV: "test", DATABASE_FILE: databaseFile };
  const { store } = await openServices(site, readSettings(site, env));
  await store.close();
}

for (const [name, trouble] of Object.entries(TROUBLES)) {
  Deno.test(`start explains ${name}`, () =>
    withFolder(async (folder) => {
      const { env, expected, end } = await trouble(folder);
      await using task = startTask("start", { env });
      const { code, said } = await task.ended();
      end?.();
      assert.equal(code, 1);
      assert.match(said, expected);
      assert.doesNotMatch(said, /^\s+at |\.ts:\d/m);
    }));

  Deno.test(`dev explains ${name} and waits for a change`, () =>
    withFolder(async (folder) => {
      const { env, expected, end } = await trouble(folder);
      await using task = startTask("dev", { env });
      const said = await task.says(/Waiting for a file change/);
      end?.();
      assert.match(said, expected);
      assert.doesNotMatch(said, /^\s+at |\.ts:\d/m);
    }));
}

for (const name of ["start", "dev"] as const) {
  Deno.test(`${name} reports an unreachable mail server and continues`, async () => {
    await using task = startTask(name, {
      env: { SMTP_URL: "smtp://ada:hunter2@127.0.0.1:1" },
    });
    await task.says(/Next:/);
    const said = await task.says(/mail\.server_failed/);
    assert.match(said, /could not be reached \(ECONNREFUSED\)/);
    assert.doesNotMatch(said, /hunter2/);
  });
}
