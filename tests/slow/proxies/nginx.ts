/**
 * Debian's nginx with `docs/proxy/nginx.conf`.
 *
 * @module
 */
import assert from "node:assert/strict";
import {
  adapt,
  type Program,
  type Proxy,
  type ProxyOptions,
  type Setting,
  startProxy,
} from "./proxy.ts";

/** The configuration of Debian's package, which includes that of each site. */
const DEBIAN = "/etc/nginx/nginx.conf";

/** Folders for bodies, which belong to root in the package. */
const BODIES = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];

/** Starts nginx with the block of the guide. Only names, ports and paths differ. */
export function startNginx(options: ProxyOptions): Promise<Proxy> {
  return startProxy(
    options,
    (setting, site) => prepare(setting, site, options.appPort),
  );
}

async function prepare(
  setting: Setting,
  site: string,
  appPort: number,
): Promise<Program> {
  const { folder } = setting;
  const block = await Deno.readTextFile(`${site}/docs/proxy/nginx.conf`);
  await Deno.writeTextFile(
    `${folder}/site.conf`,
    onLoopback(block, setting, appPort),
  );
  const main = adapt(await Deno.readTextFile(DEBIAN), {
    "user www-data;": "",
    "/run/nginx.pid": `${folder}/nginx.pid`,
    "/var/log/nginx/": `${folder}/`,
    "include /etc/nginx/conf.d/*.conf;": "",
    "include /etc/nginx/sites-enabled/*;": `include ${folder}/site.conf;`,
    "http {": `http {\n${
      BODIES.map((name) => `${name}_temp_path ${folder}/${name};\n`).join("")
    }`,
  });
  await Deno.writeTextFile(`${folder}/nginx.conf`, main);
  return {
    command: "nginx",
    args: [
      ...["-c", `${folder}/nginx.conf`, "-e", `${folder}/start.log`],
      ...["-g", "daemon off;"],
    ],
  };
}

function onLoopback(
  block: string,
  { folder, httpPort, httpsPort }: Setting,
  appPort: number,
): string {
  // Not every machine has IPv6. Each of these lines has a twin that stays.
  const ipv6 = /^ *listen \[::\]:(.*;)\n/gm;
  for (const [, rest] of block.matchAll(ipv6)) {
    assert.ok(block.includes(`listen ${rest}`), rest);
  }
  return adapt(block.replaceAll(ipv6, ""), {
    "https://your.site": `https://localhost:${httpsPort}`,
    "/etc/letsencrypt/live/your.site": folder,
    "server_name your.site": "server_name localhost",
    "listen 80": `listen 127.0.0.1:${httpPort}`,
    "listen 443": `listen 127.0.0.1:${httpsPort}`,
    "/var/log/nginx/": `${folder}/`,
    "/var/www/latchkey": `${folder}/www`,
    "/var/www/html": `${folder}/www`,
    "127.0.0.1:8000": `127.0.0.1:${appPort}`,
  });
}
