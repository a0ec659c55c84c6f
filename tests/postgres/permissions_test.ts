/**
 * Connections to a database and a mail server with no more permissions than the
 * launcher grants.
 */
import assert from "node:assert/strict";
import {
  certificateFor,
  command,
  startMailServer,
} from "@latchkey/core/testing";
import {
  execute,
  ignore,
  type OwnPostgresServer,
  startPostgres,
} from "@latchkey/core/testing/databases";
import { startTask } from "../start/tasks.ts";

const ROOT = new URL("../..", import.meta.url).pathname;

const LAUNCHER = [
  ...["run", "--quiet", "--permission-set=launch"],
  ...[`--config=${ROOT}deno.json`, `${ROOT}lib/latchkey/launcher/main.ts`],
];

/** Enables TLS with a certificate for `localhost`, which it returns. */
async function switchTlsOn(url: string): Promise<string> {
  const { cert, key } = certificateFor("localhost");
  for (const [name, text] of [["server.crt", cert], ["server.key", key]]) {
    await execute(
      url,
      `copy (select unnest(string_to_array('${text}', E'\\n')))
       to program 'cat > ${name} && chmod 600 ${name}'`,
    );
  }
  await execute(url, "alter system set ssl = on");
  await execute(url, "select pg_reload_conf()");
  return cert;
}

interface Launched {
  readonly url: URL;
  /** A folder for `.env`, certificates and data. */
  readonly cwd: string;
  /** Runs a command there. */
  cli(
    args: readonly string[],
    env: Record<string, string>,
  ): ReturnType<typeof command>;
}

async function withServer(
  test: (launched: Launched, server: OwnPostgresServer) => Promise<void>,
): Promise<void> {
  await using server = await startPostgres();
  if (server === null) return;
  const cwd = await Deno.makeTempDir({ prefix: "latchkey-launched-" });
  try {
    const url = new URL(await server.createDatabase());
    const cli: Launched["cli"] = (args, env) =>
      command(
        "env",
        [`--chdir=${cwd}`, "deno", ...LAUNCHER, "cli", ...args],
        { APP_ENV: "test", BCRYPT_COST: "4", NO_COLOR: "1", ...env },
        "",
      );
    await test({ url, cwd, cli }, server);
  } finally {
    await Deno.remove(cwd, { recursive: true });
  }
}

Deno.test({
  name:
    "server and commands reach PostgreSQL and a mail server by name, on other ports, with a certificate at a relative path",
  ignore,
  fn: () =>
    withServer(async ({ url, cwd, cli }) => {
      const cert = await switchTlsOn(url.href);
      await Deno.mkdir(`${cwd}/certs`);
      await Deno.writeTextFile(`${cwd}/certs/my ca.pem`, cert);
      await using mail = await startMailServer();
      const env = {
        DATABASE_URL: `postgres://${url.username}:${url.password}@LOCALHOST:` +
          `${url.port}${url.pathname}?sslmode=verify-full` +
          "&sslrootcert=certs/my%20ca.pem",
        SMTP_URL: `smtp://LocalHost:${mail.port}`,
      };
      const { out } = await cli(["doctor", "--json"], env);
      const findings: readonly { check: string; level: string }[] =
        JSON.parse(out).findings;
      const levelOf = (check: string) =>
        findings.find((found) => found.check === check)?.level;
      assert.deepEqual([levelOf("store"), levelOf("mail")], ["ok", "ok"], out);

      await using site = startTask("start", { cwd, env });
      const said = await site.says(/Next:/);
      const [, address] = /ready at (\S+)/.exec(said) ?? [];
      assert.equal(await (await fetch(`${address}/readyz`)).text(), "ready\n");
    }),
});

Deno.test({
  name: "commands reach PostgreSQL by its socket, in each form libpq supports",
  ignore,
  fn: () =>
    withServer(async ({ url, cli }) => {
      const { username, password, port, pathname } = url;
      const [{ folder }] = await execute<{ folder: string }>(
        url.href,
        "select current_setting('unix_socket_directories') as folder",
      );
      const query = `host=${folder}&port=${port}`;
      for (
        const DATABASE_URL of [
          `postgres://${username}:${password}@${pathname}?${query}`,
          `postgres://${username}:${password}@localhost${pathname}?${query}`,
          `postgres://${username}:${password}@` +
          `${encodeURIComponent(folder)}:${port}${pathname}`,
        ]
      ) {
        const { code, err } = await cli(["users", "list"], { DATABASE_URL });
        assert.equal(code, 0, err);
      }
      const DATABASE_URL = `postgres:///x?host=${folder}x&user=${username}`;
      const { code, err } = await cli(["users", "list"], { DATABASE_URL });
      assert.equal(code, 1);
      assert.match(err, /The database x on .+ There is no such socket\./);
    }),
});
