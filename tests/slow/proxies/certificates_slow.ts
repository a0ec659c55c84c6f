/** Getting a certificate from an authority, as the guides say. */
import assert from "node:assert/strict";
import { X509Certificate } from "node:crypto";
import { isInstalled } from "../../debian.ts";
import { type Authority, startAuthority } from "./authority.ts";
import { caddyWith } from "./caddy.ts";
import { startNginx } from "./nginx.ts";
import { adapt, type Proxy, startProxy } from "./proxy.ts";

/** No app is needed. */
const APP_PORT = 9;

const [nginx, caddy, certbot, pebble] = [
  await isInstalled("nginx", "nginx-light"),
  await isInstalled("caddy", "caddy"),
  await isInstalled("certbot", "certbot"),
  await isInstalled("pebble", "pebble"),
];

Deno.test({
  name: "the guide's certbot gets a certificate through the guide's nginx",
  ignore: !nginx || !certbot || !pebble,
  async fn() {
    await using proxy = await startNginx({ appPort: APP_PORT });
    await using authority = await startAuthority(proxy);
    await runCertbot(proxy.folder, authority);
    const live = `${proxy.folder}/certbot/live/localhost`;
    const certificate = new X509Certificate(
      await Deno.readTextFile(`${live}/fullchain.pem`),
    );
    assert.equal(certificate.subjectAltName, "DNS:localhost");
    assert.match(certificate.issuer, /Pebble/);
    await Deno.stat(`${live}/privkey.pem`);
    await Deno.stat(`${proxy.folder}/reloaded`);
  },
});

/** Runs the command of the guide, with other folders and another authority. */
async function runCertbot(
  folder: string,
  authority: Authority,
): Promise<void> {
  const guide = await Deno.readTextFile("docs/deploying/nginx.md");
  const [command] = /^certbot (?:.*\\\n)*.*$/m.exec(guide)!;
  const adapted = adapt(command, {
    "/var/www/html": `${folder}/www`,
    "your.site": "localhost",
    "systemctl reload nginx": `touch ${folder}/reloaded`,
  });
  const more = [
    "--non-interactive --agree-tos --register-unsafely-without-email",
    `--server=${authority.directory}`,
    ...["config", "work", "logs"].map((kind) =>
      `--${kind}-dir=${folder}/certbot`
    ),
  ];
  const { success, stdout, stderr } = await new Deno.Command("sh", {
    args: ["-c", [adapted, ...more].join(" ")],
    env: { REQUESTS_CA_BUNDLE: authority.file },
  }).output();
  const decoder = new TextDecoder();
  assert.ok(success, decoder.decode(stdout) + decoder.decode(stderr));
}

Deno.test({
  name: "the guide's Caddy gets a certificate by itself",
  ignore: !caddy || !pebble,
  async fn() {
    const authorities: Authority[] = [];
    const options = { appPort: APP_PORT };
    try {
      await using proxy = await startProxy(options, async (setting, site) => {
        const authority = await startAuthority(setting);
        authorities.push(authority);
        const root = `${setting.folder}/acme.pem`; // Caddy's user may read it.
        await Deno.copyFile(authority.file, root);
        // The authority is on this machine: the file names none.
        return await caddyWith(
          setting,
          site,
          APP_PORT,
          [
            "tls {",
            `ca ${authority.directory}`,
            `ca_root ${root}`,
            "}",
          ].join("\n\t\t"),
        );
      });
      await assertTrusted(proxy, await authorities[0].root());
    } finally {
      for (const authority of authorities) {
        await authority[Symbol.asyncDispose]();
      }
    }
  },
});

/** Waits until the proxy has a certificate that a root has signed. */
async function assertTrusted(proxy: Proxy, root: string): Promise<void> {
  const until = Date.now() + 30_000;
  for (;;) {
    const connection = await Deno.connectTls({
      hostname: "localhost",
      port: proxy.httpsPort,
      caCerts: [root],
    });
    try {
      await connection.handshake();
      return;
    } catch (error) {
      if (Date.now() > until) {
        throw new Error(await proxy.logs(), { cause: error });
      }
      await new Promise((done) => setTimeout(done, 200));
    } finally {
      connection.close();
    }
  }
}
