/** Encrypted connections to PostgreSQL, and certificate checks. */
import assert from "node:assert/strict";
import type { EventEmitter } from "node:events";
import { Client } from "./connection.ts";
import { StoreOpenError } from "../unavailable.ts";
import { certificateFor } from "../../testing/email/certificate.ts";
import {
  ignore,
  openPostgres,
  storeOn,
} from "../../testing/postgres/each_database.ts";
import { execute, startPostgres } from "../../testing/postgres/server.ts";

/** Gives the server a file, line by line, that only it may read. */
async function give(url: string, name: string, text: string): Promise<void> {
  await execute(
    url,
    `copy (select unnest(string_to_array('${text}', E'\\n')))
     to program 'cat > ${name} && chmod 600 ${name}'`,
  );
}

Deno.test({
  name:
    "PostgreSQL: encrypts the connection and verifies the certificate unless the URL says otherwise",
  ignore,
  async fn() {
    await using server = await startPostgres();
    if (server === null) return;
    const url = await server.createDatabase();
    const { cert, key } = certificateFor("localhost");
    await give(url, "server.crt", cert);
    await give(url, "server.key", key);
    await execute(url, "alter system set ssl = on");
    await execute(url, "select pg_reload_conf()");
    const by = (mode: string) =>
      new URL(`${url.replace("127.0.0.1", "localhost")}?sslmode=${mode}`);

    const folder = await Deno.makeTempDir();
    const file = `${folder}/root.pem`;
    await Deno.writeTextFile(file, cert);
    for (
      const mode of [
        "require",
        "require&channel_binding=require", // as in Neon's URLs
        `verify-full&sslrootcert=${file}`,
      ]
    ) {
      const store = storeOn(await openPostgres(by(mode)));
      await store.ping();
      const [{ count }] = await execute<{ count: string }>(
        url,
        `select count(*) from pg_stat_ssl join pg_stat_activity using (pid)
         where ssl and datname = current_database()`,
      );
      assert.equal(count, "1");
      await store.close();
    }
    const { port, pathname, username, password } = new URL(url);
    const byAddress = new URL(`postgres://127.0.0.1:${port}${pathname}`);
    Object.assign(byAddress, { username, password });
    byAddress.search = `?sslmode=verify-full&sslrootcert=${file}`;
    await assert.rejects(openPostgres(byAddress), /for another host name/);
    await assert.rejects(openPostgres(by("verify-full")), (error) => {
      assert.ok(error instanceof StoreOpenError, String(error));
      assert.match(error.message, /certificate is not one that this system/);
      return true;
    });
    await Deno.remove(folder, { recursive: true });

    // A server that doesn't ask for proof may not know the password.
    await execute(
      url,
      `copy (select 'host all all all trust') to program 'cat > pg_hba.conf'`,
    );
    await execute(url, "select pg_reload_conf()");
    await (await openPostgres(by("require"))).close();
    await assert.rejects(
      openPostgres(by("require&channel_binding=require")),
      /cannot prove that it knows the password/,
    );
  },
});

/**
 * Whether a client that requires channel binding continues after a server's
 * message.
 */
function continuesAfter(
  ...said: readonly (readonly [event: string, data?: unknown])[]
) {
  const client = new Client({ requireChannelBinding: true });
  let isOpen = true;
  const { connection } = client as unknown as { connection: EventEmitter };
  Object.assign(connection, { stream: { destroy: () => isOpen = false } });
  for (const [event, data] of said) connection.emit(event, data);
  return isOpen;
}

Deno.test("PostgreSQL: rejects a server that offers channel binding but doesn't use it", () => {
  const offer = ["authenticationSASL", {
    mechanisms: ["SCRAM-SHA-256-PLUS", "SCRAM-SHA-256"],
  }] as const;
  const proof = ["authenticationSASLFinal", { data: "v=" }] as const;
  assert.ok(continuesAfter(offer, proof, ["authenticationOk"]));
  assert.ok(!continuesAfter(offer, ["authenticationOk"]));
  assert.ok(!continuesAfter(offer, ["authenticationMD5Password"]));
  assert.ok(!continuesAfter(proof, ["authenticationOk"]));
  assert.ok(!continuesAfter(["readyForQuery"]));
});
