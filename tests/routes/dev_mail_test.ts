import assert from "node:assert/strict";
import { requestRecovery } from "@latchkey/core";
import { messages, sentence } from "../pages.ts";
import { ANNA, linkIn, openSite, type Site } from "../site.ts";

/** Asks for a mail to Anna and returns its place in the mailbox. */
async function recoverAnna(site: Site): Promise<string> {
  await requestRecovery(site.services, {
    address: ANNA.username,
    language: "en",
  });
  const { id } = await site.mailTo(ANNA.username);
  return `/dev/mail/${id}`;
}

async function statusOf(site: Site, path: string): Promise<number> {
  const { status, body } = await site.visitor().get(path);
  await body?.cancel();
  return status;
}

Deno.test("the mailbox lists what would have been sent, newest first, each with a page of its own", async () => {
  await using site = await openSite();
  const empty = await site.visitor().get("/dev/mail");
  assert.match(await empty.text(), /No emails yet/);
  const older = await recoverAnna(site);
  const newer = await recoverAnna(site);
  const html = await (await site.visitor().get("/dev/mail")).text();
  assert.match(html, sentence(messages.mails.recover.subject));
  assert.match(html, /To Anna@example\.com, .*1 January 2030, 00:00/);
  assert.ok(html.indexOf(newer) < html.indexOf(older));
  assert.ok(html.indexOf(newer) > 0);
});

Deno.test("a page that is looked at right after asking waits for the mail", async () => {
  await using site = await openSite();
  await requestRecovery(site.services, {
    address: ANNA.username,
    language: "en",
  });
  const html = await (await site.visitor().get("/dev/mail")).text();
  assert.match(html, sentence(messages.mails.recover.subject));
});

Deno.test("a message shows its text, and its links can be followed", async () => {
  await using site = await openSite();
  const path = await recoverAnna(site);
  const response = await site.visitor().get(path);
  assert.equal(response.headers.get("cache-control"), "no-store");
  const html = await response.text();
  const link = linkIn(await site.mailTo(ANNA.username));
  assert.ok(html.includes(`href="http://localhost:8000${link}"`));
  assert.match(html, /To Anna@example\.com/);
  assert.ok(html.includes(`href="${path}/html"`));
});

Deno.test("a message as HTML has styles and nothing else: no script can run in it", async () => {
  await using site = await openSite();
  const path = await recoverAnna(site);
  const response = await site.visitor().get(`${path}/html`);
  assert.equal(
    response.headers.get("content-security-policy"),
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  );
  assert.match(
    await response.text(),
    /^<!doctype html><html lang="en" dir="ltr">/,
  );
});

Deno.test("a message that is not there is not found", async () => {
  await using site = await openSite();
  for (const path of ["/dev/mail/none", "/dev/mail/none/html", "/dev"]) {
    assert.equal(await statusOf(site, path), 404, path);
  }
});

Deno.test("in production there is no mailbox page, even if there were a mailbox", async () => {
  await using site = await openSite({ settings: { appEnv: "production" } });
  const path = await recoverAnna(site);
  for (const page of ["/dev/mail", path, `${path}/html`]) {
    assert.equal(await statusOf(site, page), 404, page);
  }
});

Deno.test("where mails are really sent there is no mailbox page", async () => {
  const mail = {
    enabled: true,
    mailbox: null,
    reaches: () => Promise.resolve(true),
    send: () => Promise.resolve(),
    deliver: () => Promise.resolve(),
    settled: () => Promise.resolve(),
  };
  await using site = await openSite({ mail });
  assert.equal(await statusOf(site, "/dev/mail"), 404);
  assert.equal(await statusOf(site, "/dev/mail/none/html"), 404);
});

Deno.test("nobody reads the mailbox by a proxy or under another host's name", async () => {
  await using site = await openSite();
  const path = await recoverAnna(site);
  const forwarding = [
    ["x-forwarded-for", "198.51.100.7"],
    // A foreign page turned to this machine may say so itself, where a proxy is trusted.
    ["x-forwarded-host", "localhost:8000"],
    ["forwarded", "for=198.51.100.7"],
  ] as const;
  for (const [name, value] of forwarding) {
    const forwarded = await site.visitor().get(path, { [name]: value });
    await forwarded.body?.cancel();
    assert.equal(forwarded.status, 404, name);
  }
  const rebound = await site.fetch(`http://evil.example:8000${path}`);
  await rebound.body?.cancel();
  assert.equal(rebound.status, 404);
});
