/**
 * Passkeys for tests without a browser.
 *
 * @module
 */
import assert from "node:assert/strict";
import { softwareAuthenticator } from "@latchkey/core/testing";
import { ANNA, type Site, type Visitor } from "../site.ts";

/** What the authenticator does differently from an honest one. */
export type AuthenticatorOptions = Parameters<typeof softwareAuthenticator>[0];

/** An authenticator in software. */
export type Authenticator = Awaited<ReturnType<typeof softwareAuthenticator>>;

/** The options in a page's form. */
export function optionsIn(html: string) {
  const [, json] = /data-options="(\{[^"]*)"/.exec(html) ?? [];
  assert.ok(json, "the page has no options");
  return JSON.parse(json.replaceAll("&quot;", '"').replaceAll("&amp;", "&"));
}

/** Creates a passkey for the account that is logged in: the authenticator, and its answer. */
export async function newPasskey(
  visitor: Visitor,
  options?: AuthenticatorOptions,
) {
  const authenticator = await softwareAuthenticator(options);
  const page = await visitor.get("/account/passkeys/new");
  const passkey = await authenticator.create(optionsIn(await page.text()));
  return { authenticator, passkey };
}

/** Adds a passkey to the account that is logged in. */
export async function addPasskey(
  visitor: Visitor,
  options?: AuthenticatorOptions,
): Promise<Authenticator> {
  const { authenticator, passkey } = await newPasskey(visitor, options);
  const added = await visitor.post("/account/passkeys/new", { passkey });
  const html = await added.text();
  // The first one brings recovery codes.
  assert.ok(added.status === 303 || /class="codes"/.test(html));
  return authenticator;
}

/** Adds a passkey to Anna's account. */
export async function annasPasskey(
  site: Site,
  options?: AuthenticatorOptions,
): Promise<Authenticator> {
  const visitor = site.visitor();
  await visitor.logIn(ANNA);
  return await addPasskey(visitor, options);
}

/** An answer for the login form, in JSON. */
export async function answer(
  site: Site,
  authenticator: Authenticator,
): Promise<string> {
  const response = await site.fetch("/auth/passkey/options");
  return await authenticator.get(await response.json());
}
