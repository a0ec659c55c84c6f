/**
 * What a person does with a mailed link.
 *
 * @module
 */
import assert from "node:assert/strict";
import { ANNA, linkIn, ORIGIN, type Site, type Visitor } from "../site.ts";

/** The token in a link of ours. */
export function tokenIn(link: string): string {
  const token = new URL(link, ORIGIN).searchParams.get("token");
  assert.ok(token, `there is no token in ${link}`);
  return token;
}

/** Opens a link and presses the button of its page, with what it asks for filled in. */
export async function openAndPress(
  visitor: Visitor,
  link: string,
  filledIn: Record<string, string> = {},
): Promise<Response> {
  const response = await visitor.get(link);
  const html = await response.text();
  assert.equal(response.status, 200, html);
  const [form] = /<form[^>]*class="card"[\s\S]*?<\/form>/.exec(html) ?? [];
  const [, action] = /action="([^"]+)"/.exec(form ?? "") ?? [];
  const [, token] = /name="token" value="([^"]+)"/.exec(form ?? "") ?? [];
  assert.ok(action && token, "there is no button");
  return visitor.post(action, { token, ...filledIn });
}

/** What a mail scanner does: opens the link again and again, in every way that is no POST. */
export async function scan(site: Site, link: string): Promise<void> {
  for (let time = 0; time < 5; time++) {
    const seen = await site.fetch(link);
    assert.equal(seen.status, 200);
    await seen.body?.cancel();
    const head = await site.fetch(link, { method: "HEAD" });
    assert.equal(head.status, 200);
    assert.equal(await head.text(), "");
  }
}

/** A page without the way back in its foot, which is the address at which it was asked for. */
export function withoutBack(html: string): string {
  return html.replace(/name="back" value="[^"]*"/, 'name="back"');
}

/** Asserts that a page tells nobody the token in its address, and that no cache keeps it. */
export function assertKeptSecret(response: Response, token: string): void {
  assert.equal(response.headers.get("referrer-policy"), "strict-origin");
  assert.equal(response.headers.get("cache-control"), "no-store");
  for (const [name, value] of response.headers) {
    assert.ok(!value.includes(token), `${name} holds the token`);
  }
}

/** Asks for a link to set a new password, and gives it. */
export async function recoveryLink(
  site: Site,
  address = ANNA.username,
): Promise<string> {
  await site.visitor().post("/auth/recover", { address });
  return linkIn(await site.mailTo(address));
}

/** Asks in a browser for a link to log in as Anna, and gives it. */
export async function loginLink(
  site: Site,
  visitor: Visitor = site.visitor(),
  extra: Record<string, string> = {},
): Promise<string> {
  await visitor.post("/auth/link", { address: ANNA.username, ...extra });
  return linkIn(await site.mailTo(ANNA.username));
}
