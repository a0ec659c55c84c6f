/**
 * Debian's Caddy with `docs/proxy/Caddyfile`.
 *
 * @module
 */
import {
  adapt,
  type Program,
  type Proxy,
  type ProxyOptions,
  type Setting,
  startProxy,
} from "./proxy.ts";

/**
 * Starts Caddy with the file of the guide. Only names, ports and paths differ, and the
 * certificate: no authority can reach a test.
 */
export function startCaddy(options: ProxyOptions): Promise<Proxy> {
  return startProxy(
    options,
    (setting, site) =>
      caddyWith(
        setting,
        site,
        options.appPort,
        `tls ${setting.certificate.certificate} ${setting.certificate.key}`,
      ),
  );
}

/**
 * Writes the file for a test.
 *
 * @param tls Where Caddy gets its certificate.
 */
export async function caddyWith(
  setting: Setting,
  site: string,
  appPort: number,
  tls: string,
): Promise<Program> {
  const file = await Deno.readTextFile(`${site}/docs/proxy/Caddyfile`);
  const path = `${setting.folder}/Caddyfile`;
  await Deno.writeTextFile(path, onLoopback(file, setting, appPort, tls));
  return {
    command: "caddy",
    args: ["run", "--config", path],
    env: { XDG_CONFIG_HOME: setting.folder, XDG_DATA_HOME: setting.folder },
  };
}

function onLoopback(
  file: string,
  { folder, httpPort, httpsPort }: Setting,
  appPort: number,
  tls: string,
): string {
  return adapt(file, {
    "\temail you@your.site\n": [
      "admin off",
      "default_bind 127.0.0.1",
      `http_port ${httpPort}`,
      `https_port ${httpsPort}`,
    ].map((line) => `\t${line}\n`).join(""),
    "redir https://your.site": `redir https://localhost:${httpsPort}`,
    "\nyour.site {": `\nlocalhost {\n\t${tls}`,
    "http://your.site": "http://localhost",
    "/var/www/latchkey": `${folder}/www`,
    "127.0.0.1:8000": `127.0.0.1:${appPort}`,
  });
}
