/**
 * The deployed site: its settings, and what a visitor sees through the proxy.
 *
 * @module
 */
import assert from "node:assert/strict";
import { join } from "node:path";
import { type MailServer, until } from "@latchkey/core/testing";
import { type Answer, originOf, send } from "../proxies/client.ts";
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

/** Looks at what the owner and the later release changed, logged in and not. */
export async function visit(proxy: Proxy, mail: MailServer): Promise<void> {
  assert.equal(await read(proxy, "/healthz"), "alive and well\n");
  const home = await read(proxy, "/");
  assert.match(home, /<title>[^<]* · Book club</);
  assert.match(home, /We read one book a month\. Join us\.[^]*<hr/);
  assert.match(home, /Change your name, email address and password\./);
  const signUp = await read(proxy, "/auth/signup");
  assert.match(signUp, /name="profile_company"/);
  const cookie = await logInOnNewDevice(proxy, mail);
  const form = await read(proxy, "/account/name", cookie);
  const [, form_owner] = /name="form_owner" value="([^"]+)"/.exec(form)!;
  const fields = { form_owner, name: "Ada", profile_company: "Acme" };
  await change(proxy, "/account/name", fields, cookie);
  const account = await read(proxy, "/account", cookie);
  assert.match(account, /Company: <bdi>Acme</);
}

/** Logs in with the password and, as the site asks on a new device, a code from an email. */
async function logInOnNewDevice(
  proxy: Proxy,
  { arrived }: MailServer,
): Promise<string> {
  const asked = await logIn(proxy);
  assert.match(asked.headers.location[0], /^\/auth\/second-factor/);
  const codes = () =>
    arrived.flatMap(({ text }) => text.match(/\b\d{3} \d{3}\b/) ?? []);
  await until(() => codes().length > 0);
  const fields = { factor: "email_code", proof: codes()[0] };
  const page = "/auth/second-factor";
  return cookiesOf(await change(proxy, page, fields, cookiesOf(asked)));
}

async function read(
  proxy: Proxy,
  path: string,
  cookie = "",
): Promise<string> {
  const { status, body } = await send(proxy, { path, headers: { cookie } });
  assert.equal(status, 200, path);
  return body;
}

/** Sends a form, and fails unless it leads to a page that isn't the login's. */
async function change(
  proxy: Proxy,
  path: string,
  fields: Record<string, string>,
  cookie: string,
): Promise<Answer> {
  const answer = await send(proxy, { path, fields, headers: { cookie } });
  assert.equal(answer.status, 303, `${path} ${answer.body}`);
  assert.doesNotMatch(answer.headers.location[0], /^\/auth\//);
  return answer;
}
