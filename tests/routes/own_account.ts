/**
 * Anna on her account pages, and the stored data behind them.
 *
 * @module
 */
import assert from "node:assert/strict";
import { addressKey, type User } from "@latchkey/core";
import { messages, sentence } from "../pages.ts";
import { ANNA, linkIn, type Site, type Visitor } from "../site.ts";

/** In milliseconds, like the next one. */
export const MINUTE = 60_000;
export const DAY = 24 * 60 * MINUTE;

/** The account with an address; fails the test if there is none. */
export async function userAt(site: Site, address: string): Promise<User> {
  const user = await site.services.store.users.byAddressKey(
    addressKey(address),
  );
  assert.ok(user, `no account has the address ${address}`);
  return user;
}

/** The events of the account with an address, newest first. */
export async function kindsAt(site: Site, address: string): Promise<string[]> {
  const { id } = await userAt(site, address);
  const { items } = await site.services.store.activity.listOf(id, {
    limit: 1000,
  });
  return items.map(({ kind }) => kind);
}

/** Returns the text of a page. */
export async function textOf(
  response: Response | Promise<Response>,
): Promise<string> {
  return await (await response).text();
}

/** Returns a response's status and discards its body. */
export async function statusOf(
  response: Response | Promise<Response>,
): Promise<number> {
  const { status, body } = await response;
  await body?.cancel();
  return status;
}

/** The hidden inputs of the page's only form that has any. */
export function hiddenInputs(html: string): Record<string, string> {
  const inputs = [...html.matchAll(/<input\s[^>]*\btype="hidden"[^>]*>/g)];
  return Object.fromEntries(inputs.map(([input]) => [
    /name="([^"]*)"/.exec(input)?.[1] ?? "",
    /value="([^"]*)"/.exec(input)?.[1] ?? "",
  ]));
}

/** The token in a link. */
export function tokenIn(link: string): string {
  return new URLSearchParams(link.split("?")[1]).get("token") ?? "";
}

/** Requests an address change and returns the emailed link. */
export async function askForAddress(
  site: Site,
  visitor: Visitor,
  address: string,
): Promise<string> {
  const asked = await visitor.post("/account/address", { address });
  assert.match(await textOf(asked), sentence(messages.newAddress.sent));
  return linkIn(await site.mailTo(address));
}

/** Changes the logged-in account's address. */
export async function moveTo(site: Site, visitor: Visitor, address: string) {
  const token = tokenIn(await askForAddress(site, visitor, address));
  const used = await visitor.post("/auth/address", { token });
  assert.equal(used.headers.get("location"), "/account");
}

/** Anna, logged in at another address. */
export function at(username: string, password = ANNA.password): typeof ANNA {
  return { username, password };
}
