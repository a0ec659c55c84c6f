import assert from "node:assert/strict";
import { requestRecovery } from "@latchkey/core";
import { messages, sentence } from "../pages.ts";
import { ANNA, linkIn, openSite, type Site } from "../site.ts";

/** Requests an email to Anna and returns its position in the mailbox. */
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

Deno.test("lists captured emails newest first, each with its own page", async () => {
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

Deno.test("waits for an email that is still being sent", async () => {
  await using site = await openSite();
  await requestRecovery(site.services, {
    address: ANNA.username,
    language: "en",
  });
  const html = await (await site.visitor().get("/dev/mail")).text();
  assert.match(html, sentence(messages.mails.recover.subject));
});

Deno.test("shows an email's text with working links", async () => {
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

Deno.test("shows HTML emails with styles only, so that no script can run", async () => {
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

Deno.test("answers 404 for a message that doesn't exist", async () => {
  await using site = await openSite();
  for (const path of ["/dev/mail/none", "/dev/mail/none/html", "/dev"]) {
    assert.equal(await statusOf(site, path), 404, path);
  }
});

Deno.test("has no mailbox page in production, even with a mailbox configured", async () => {
  await using site = await openSite({ settings: { appEnv: "production" } });
  const path = await recoverAnna(site);
  for (const page of ["/dev/mail", path, `${path}/html`]) {
    assert.equal(await statusOf(site, page), 404, page);
  }
});

Deno.test("has no mailbox page when emails are really sent", async () => {
  const mail = {
    enabled: true,
    mailbox: null,
    reaches: () => Promise.resolve(true),
    send: () => Promise.resolve(),
    prepare: () => Promise.resolve(null),
    deliver: () => Promise.resolve(),
    settled: () => Promise.resolve(),
  };
  await using site = await openSite({ mail });
  assert.equal(await statusOf(site, "/dev/mail"), 404);
  assert.equal(await statusOf(site, "/dev/mail/none/html"), 404);
});

Deno.test("rejects mailbox requests through a proxy or for another host", async () => {
  await using site = await openSite();
  const path = await recoverAnna(site);
  const forwarding = [
    ["x-forwarded-for", "198.51.100.7"],
    // With a trusted proxy, a foreign page resolved to this machine could claim
    // this itself.
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
