/**
 * A user who signs up with a passkey.
 *
 * @module
 */
import { softwareAuthenticator } from "@latchkey/core/testing";
import { CLARA } from "../pages.ts";
import { codeIn, linkIn, type Site, type Visitor } from "../site.ts";
import { hiddenInputs, textOf } from "./own_account.ts";

/** The page that makes the passkey. */
export const PASSKEY_SIGN_UP = "/auth/passkey/sign-up";

/** The sign-up form without a password. */
export const PERSON = { address: CLARA.address, name: CLARA.name };

/** An authenticator with a passkey. */
export type Authenticator = Awaited<ReturnType<typeof softwareAuthenticator>>;

type CreationOptions = Parameters<Authenticator["create"]>[0];

/** What the page gives to `navigator.credentials.create`; null if it makes no passkey. */
export function creationOptionsIn(html: string): CreationOptions | null {
  const [, json] = /data-call="create"[^>]*data-options="([^"]*)"/.exec(html) ??
    [];
  return json ? JSON.parse(json.replaceAll("&quot;", '"')) : null;
}

/** Asks for the page that makes a passkey, and makes one: the form to send. */
export async function makePasskey(
  visitor: Visitor,
  fields: Record<string, string> = PERSON,
  authenticator?: Authenticator,
) {
  authenticator ??= await softwareAuthenticator();
  await textOf(visitor.get("/auth/signup"));
  const html = await textOf(visitor.post(PASSKEY_SIGN_UP, fields));
  const options = creationOptionsIn(html);
  if (!options) throw new Error("the page makes no passkey");
  const { account } = hiddenInputs(html);
  const passkey = await authenticator.create(options);
  return { authenticator, form: { ...fields, account, passkey } };
}

/** Signs someone up in a browser with a passkey, by default Clara, and returns the email. */
export async function signUpByPasskey(
  site: Site,
  visitor: Visitor = site.visitor(),
  address: string = CLARA.address,
) {
  const fields = { ...PERSON, address };
  const { authenticator, form } = await makePasskey(visitor, fields);
  await (await visitor.post(PASSKEY_SIGN_UP, form)).body?.cancel();
  const mail = await site.mailTo(address);
  return { visitor, authenticator, link: linkIn(mail), code: codeIn(mail) };
}
