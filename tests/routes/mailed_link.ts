/**
 * What a user does with an emailed link.
 *
 * @module
 */
import assert from "node:assert/strict";
import { ANNA, linkIn, ORIGIN, type Site, type Visitor } from "../site.ts";

/** The token in one of the site's links. */
export function tokenIn(link: string): string {
  const token = new URL(link, ORIGIN).searchParams.get("token");
  assert.ok(token, `there is no token in ${link}`);
  return token;
}

/** Opens a link, fills in its page and presses the button. */
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

/**
 * Acts like a mail scanner: opens the link repeatedly with every method but
 * POST.
 */
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

/**
 * A page without its footer's return path, which is the URL it was requested
 * at.
 */
export function withoutBack(html: string): string {
  return html.replace(/name="back" value="[^"]*"/, 'name="back"');
}

/** Asserts that a page leaks no token from its URL and isn't cached. */
export function assertKeptSecret(response: Response, token: string): void {
  assert.equal(response.headers.get("referrer-policy"), "strict-origin");
  assert.equal(response.headers.get("cache-control"), "no-store");
  for (const [name, value] of response.headers) {
    assert.ok(!value.includes(token), `${name} contains the token`);
  }
}

/** Requests a link to set a new password and returns it. */
export async function recoveryLink(
  site: Site,
  address = ANNA.username,
): Promise<string> {
  await site.visitor().post("/auth/recover", { address });
  return linkIn(await site.mailTo(address));
}

/** Requests a login link for Anna in a browser and returns it. */
export async function loginLink(
  site: Site,
  visitor: Visitor = site.visitor(),
  extra: Record<string, string> = {},
): Promise<string> {
  await visitor.post("/auth/link", { address: ANNA.username, ...extra });
  return linkIn(await site.mailTo(ANNA.username));
}
