/**
 * The deployed site: its settings, and what a visitor sees through the proxy.
 *
 * @module
 */
import assert from "node:assert/strict";
import { join } from "node:path";
import { originOf, type ProxyRequest, send } from "../proxies/client.ts";
import { cookiesOf, logIn } from "../proxies/person.ts";
import type { Proxy } from "../proxies/proxy.ts";
import { blocksOf } from "../recipes/recipe.ts";

/** The first block of a page of the site's documentation that begins in this way. */
async function block(
  site: string,
  page: string,
  beginning: string,
): Promise<string> {
  const text = await Deno.readTextFile(join(site, "docs/deploying", page));
  const found = blocksOf(text).find(({ text }) => text.startsWith(beginning));
  assert.ok(found, `${page} has a block that begins with ${beginning}`);
  return found.text;
}

/** The settings of the guide, some of them with other values. */
export async function settingsOfGuide(
  site: string,
  values: Readonly<Record<string, string>>,
): Promise<Record<string, string>> {
  const lines = await block(site, "systemd.md", "JWT_KEYS=");
  const unit = await Deno.readTextFile(
    join(site, "docs/systemd/latchkey-.service.d/hardened.conf"),
  );
  const [, mode] = /^Environment=APP_ENV=(\w+)/m.exec(unit) ?? [];
  const settings = lines.trim().split("\n").map((line) => line.split("=", 2));
  const names = settings.map(([name]) => name);
  for (const name of Object.keys(values)) {
    assert.ok(["PORT", ...names].includes(name), `the guide sets ${name}`);
  }
  return { APP_ENV: mode, ...Object.fromEntries(settings), ...values };
}

/** Makes the requests that the guide lists as checks. */
export async function checkByGuide(proxy: Proxy, site: string): Promise<void> {
  const lines = (await block(site, "nginx.md", "curl -I")).trim().split("\n");
  for (const line of lines) {
    const [, scheme, path, status, location] =
      /^curl -I (https?):\/\/your\.site(\S*) +# (\d+)(?:, Location: (\S+))?$/
        .exec(line)!;
    const answer = await send(proxy, {
      method: "HEAD",
      path: path || "/",
      plain: scheme === "http",
    });
    assert.equal(String(answer.status), status, line);
    assert.equal(
      answer.headers.location?.[0],
      location?.replace("https://your.site", originOf(proxy)),
      line,
    );
  }
}

/** Logs in and looks at what the owner and the later release changed. */
export async function visit(proxy: Proxy): Promise<void> {
  const read = async (request: ProxyRequest) => {
    const { status, body, headers } = await send(proxy, request);
    assert.equal(status, 200, `${request.path} ${JSON.stringify(headers)}`);
    return body;
  };
  assert.equal(await read({ path: "/healthz" }), "alive and well\n");
  const home = await read({ path: "/" });
  assert.match(home, /<title>[^<]* · Book club</);
  assert.match(home, /We read one book a month\. Join us\.[^]*<hr/);
  assert.match(home, /Change your name, email address and password\./);
  assert.match(await read({ path: "/auth/signup" }), /name="profile_company"/);
  const login = await logIn(proxy);
  assert.deepEqual([login.status, login.headers.location], [303, ["/"]], JSON.stringify(login));
  const headers = { cookie: cookiesOf(login) };
  const changed = await send(proxy, {
    path: "/account/name",
    fields: { name: "Ada", profile_company: "Acme" },
    headers,
  });
  assert.deepEqual([changed.status, changed.headers.location], [303, ["/account"]]);
  const account = await read({ path: "/account", headers });
  assert.match(account, /Company: <bdi>Acme</);
}
