/**
 * Debian's Caddy with `docs/proxy/Caddyfile`.
 *
 * @module
 */
import {
  adapt,
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
  return startProxy(options, async (setting, site) => {
    const file = await Deno.readTextFile(`${site}/docs/proxy/Caddyfile`);
    const path = `${setting.folder}/Caddyfile`;
    await Deno.writeTextFile(path, onLoopback(file, setting, options.appPort));
    return {
      command: "caddy",
      args: ["run", "--config", path],
      env: {
        XDG_CONFIG_HOME: setting.folder,
        XDG_DATA_HOME: setting.folder,
      },
    };
  });
}

function onLoopback(
  file: string,
  { folder, httpPort, httpsPort, certificate }: Setting,
  appPort: number,
): string {
  return adapt(file, {
    "\temail you@your.site\n": [
      "admin off",
      "default_bind 127.0.0.1",
      `http_port ${httpPort}`,
      `https_port ${httpsPort}`,
    ].map((line) => `\t${line}\n`).join(""),
    "redir https://your.site": `redir https://localhost:${httpsPort}`,
    "\nyour.site {":
      `\nlocalhost {\n\ttls ${certificate.certificate} ${certificate.key}`,
    "http://your.site": "http://localhost",
    "/var/www/latchkey": `${folder}/www`,
    "127.0.0.1:8000": `127.0.0.1:${appPort}`,
  });
}
