/**
 * An authority on loopback that issues certificates by ACME (RFC 8555): Pebble, Let's Encrypt's
 * own for tests.
 *
 * @module
 */
import https from "node:https";
import { text } from "node:stream/consumers";
import { freePort } from "@latchkey/core/testing";
import { makeCertificate } from "./certificate.ts";

/** A running authority. */
export interface Authority extends AsyncDisposable {
  /** The address of its directory (§7.1.1). */
  readonly directory: string;
  /** The file of the certificate that signed its own. */
  readonly file: string;
  /** The certificate that signs those it issues, in PEM. */
  root(): Promise<string>;
}

/** Starts an authority that looks for a name's server at these ports. */
export async function startAuthority(
  { httpPort, httpsPort }: { httpPort: number; httpsPort: number },
): Promise<Authority> {
  const folder = await Deno.makeTempDir({ prefix: "latchkey-authority-" });
  const { certificate, key, authority } = await makeCertificate(folder);
  const [port, management] = [freePort(), freePort()];
  const pebble = {
    listenAddress: `127.0.0.1:${port}`,
    managementListenAddress: `127.0.0.1:${management}`,
    certificate,
    privateKey: key,
    httpPort,
    tlsPort: httpsPort,
  };
  await Deno.writeTextFile(`${folder}/pebble.json`, JSON.stringify({ pebble }));
  const child = new Deno.Command("pebble", {
    args: ["-config", `${folder}/pebble.json`],
    // Otherwise it waits and fails at random, to test clients.
    env: { PEBBLE_VA_NOSLEEP: "1", PEBBLE_WFE_NONCEREJECT: "0" },
    stdin: "null",
    stdout: "null",
    stderr: "null",
  }).spawn();
  const root = () =>
    download(`https://localhost:${management}/roots/0`, authority);
  await untilItAnswers(root);
  return {
    directory: `https://localhost:${port}/dir`,
    file: `${folder}/authority.pem`,
    root,
    async [Symbol.asyncDispose]() {
      child.kill("SIGTERM");
      await child.status;
      await Deno.remove(folder, { recursive: true });
    },
  };
}

async function untilItAnswers(ask: () => Promise<unknown>): Promise<void> {
  const until = Date.now() + 20_000;
  for (;;) {
    try {
      return void await ask();
    } catch (error) {
      if (Date.now() > until) throw error;
      await new Promise((done) => setTimeout(done, 50));
    }
  }
}

function download(url: string, ca: string): Promise<string> {
  return new Promise((resolve, reject) => {
    https.get(url, { ca, agent: false }, (response) => resolve(text(response)))
      .on("error", reject);
  });
}
