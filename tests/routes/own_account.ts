/**
 * Anna in front of the pages of her account, and what is known of her behind them.
 *
 * @module
 */
import assert from "node:assert/strict";
import { addressKey, type User } from "@latchkey/core";
import { messages, sentence } from "../pages.ts";
import { ANNA, linkIn, type Site, type Visitor } from "../site.ts";

/** In milliseconds, like the next. */
export const MINUTE = 60_000;
export const DAY = 24 * 60 * MINUTE;

/** The account at an address; fails the test when there is none. */
export async function userAt(site: Site, address: string): Promise<User> {
  const user = await site.services.store.users.byAddressKey(
    addressKey(address),
  );
  assert.ok(user, `nobody has the address ${address}`);
  return user;
}

/** What happened to the account at an address, the newest first. */
export async function kindsAt(site: Site, address: string): Promise<string[]> {
  const { id } = await userAt(site, address);
  const { items } = await site.services.store.activity.listOf(id, {
    limit: 1000,
  });
  return items.map(({ kind }) => kind);
}

/** A page's text. */
export async function textOf(
  response: Response | Promise<Response>,
): Promise<string> {
  return await (await response).text();
}

/** The status of an answer whose body does not matter. */
export async function statusOf(
  response: Response | Promise<Response>,
): Promise<number> {
  const { status, body } = await response;
  await body?.cancel();
  return status;
}

/** The hidden inputs of the only form of a page that has some. */
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

/** Asks for another address and returns the link that is mailed there. */
export async function askForAddress(
  site: Site,
  visitor: Visitor,
  address: string,
): Promise<string> {
  const asked = await visitor.post("/account/address", { address });
  assert.match(await textOf(asked), sentence(messages.newAddress.sent));
  return linkIn(await site.mailTo(address));
}

/** Moves the account of whoever is logged in to another address. */
export async function moveTo(site: Site, visitor: Visitor, address: string) {
  const token = tokenIn(await askForAddress(site, visitor, address));
  const used = await visitor.post("/auth/address", { token });
  assert.equal(used.headers.get("location"), "/account");
}

/** Anna as she logs in at another address. */
export function at(username: string, password = ANNA.password): typeof ANNA {
  return { username, password };
}
