/**
 * A user who signs up.
 *
 * @module
 */
import { addressKey } from "@latchkey/core";
import { CLARA } from "../pages.ts";
import { codeIn, linkIn, type Site, type Visitor } from "../site.ts";

/** The same fields as on the login form. */
export const CLARA_LOGIN = {
  username: CLARA.address,
  password: CLARA.password,
};

/** The account with an address, or null. */
export function accountAt({ services }: Site, address: string) {
  return services.store.users.byAddressKey(addressKey(address));
}

/** A page without its random parts. */
export function withoutNonce(html: string): string {
  return html.replaceAll(/nonce="[^"]*"/g, "");
}

/** Signs Clara up in a browser and returns the email. */
export async function signUpClara(
  site: Site,
  visitor: Visitor = site.visitor(),
) {
  await (await visitor.post("/auth/signup", CLARA)).body?.cancel();
  const mail = await site.mailTo(CLARA.address);
  return { visitor, link: linkIn(mail), code: codeIn(mail) };
}

/** Whether Clara's address is confirmed. */
export async function isConfirmed(site: Site): Promise<boolean> {
  const account = await accountAt(site, CLARA.address);
  return typeof account?.verifiedAt === "number";
}

/** The events of an account, newest first. */
export async function activityAt(
  site: Site,
  address: string,
): Promise<readonly string[]> {
  const { id = "" } = await accountAt(site, address) ?? {};
  const { activity } = site.services.store;
  const { items } = await activity.listOf(id, { limit: 20 });
  return items.map(({ kind }) => kind);
}
