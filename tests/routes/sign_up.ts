/**
 * Somebody who signs up.
 *
 * @module
 */
import { addressKey } from "../../lib/auth/addresses.ts";
import { CLARA } from "../pages.ts";
import { codeIn, linkIn, type Site, type Visitor } from "../site.ts";

/** The same as the sign-in form asks for it. */
export const CLARA_SIGNS_IN = {
  username: CLARA.address,
  password: CLARA.password,
};

/** The account at an address, or null. */
export function accountAt({ services }: Site, address: string) {
  return services.store.users.byAddressKey(addressKey(address));
}

/** A page without what is random in it. */
export function withoutNonce(html: string): string {
  return html.replaceAll(/nonce="[^"]*"/g, "")
    .replaceAll(/(name="asked") value="[0-9a-f]{64}"/g, "$1");
}

/** Signs her up in a browser, and gives what was mailed to her. */
export async function signUpClara(
  site: Site,
  visitor: Visitor = site.visitor(),
) {
  const html = await (await visitor.post("/auth/signup", CLARA)).text();
  const mail = await site.mailTo(CLARA.address);
  const asked = askedIn(html);
  return { visitor, asked, link: linkIn(mail), code: codeIn(mail) };
}

/** What a page gives the browser to show with the code. */
export function askedIn(html: string): string {
  return /name="asked" value="([0-9a-f]{64})"/.exec(html)?.[1] ?? "";
}

/** Whether her address is confirmed. */
export async function isConfirmed(site: Site): Promise<boolean> {
  const account = await accountAt(site, CLARA.address);
  return typeof account?.verifiedAt === "number";
}

/** What happened to an account, the newest first. */
export async function activityAt(
  site: Site,
  address: string,
): Promise<readonly string[]> {
  const { id = "" } = await accountAt(site, address) ?? {};
  const { activity } = site.services.store;
  const { items } = await activity.listOf(id, { limit: 20 });
  return items.map(({ kind }) => kind);
}
