/**
 * Signing up with a passkey instead of a password.
 *
 * @module
 */
import { keyedHash, verifyKeyedHash } from "../../crypto/keyed_hash.ts";
import { randomId } from "../../crypto/random_id.ts";
import { isId } from "../../database/row_fields.ts";
import { addressKey } from "../../email/address.ts";
import { clientInfoOf } from "../../http/client_info.ts";
import { siteCookie } from "../../http/cookies.ts";
import type { RateLimit } from "../../limits/rate_limit.ts";
import type { Denied } from "../../limits/wait_response.ts";
import type { RequestContext } from "../../state.ts";
import { BINDING_SECONDS, boundBrowser } from "../session/browser_binding.ts";
import { deviceName } from "../session/device_name.ts";
import {
  createAccount,
  type NewAccount,
  repeatSignUp,
} from "../sign_up/new_account.ts";
import type { creationOptions } from "./ceremonies.ts";
import { passkeys } from "./feature.ts";
import { type PasskeySignal, unknownPasskey } from "./signals.ts";

/** A validated sign-up, before the passkey is made. */
export type PasskeyPerson = Omit<
  NewAccount,
  "browser" | "clientInfo" | "language"
>;

/** What the page needs to make a passkey. */
export interface FirstPasskeyPrompt {
  /** The id that the account will have. Send it back with the passkey. */
  readonly account: string;
  /** The options of `navigator.credentials.create`, as JSON. */
  readonly options: ReturnType<typeof creationOptions>;
}

/** The passkey that a page made. */
export interface MadePasskey {
  /** `FirstPasskeyPrompt.account`, as it was sent back. */
  readonly account: string;
  /** The browser's response, as JSON. */
  readonly response: string;
  /** The rate limit of the route. */
  readonly limit: RateLimit;
}

/**
 * The result. `made` doesn't tell whether the address already had an account: only the email
 * does. `used`: the invitation has been used by someone else. `wrong`: the passkey isn't valid
 * here, and `signals` tell the browser to forget it.
 */
export type PasskeySignUpResult =
  | { readonly reason: "made"; readonly setCookie: string }
  | { readonly reason: "used" }
  | { readonly reason: "wrong"; readonly signals: readonly PasskeySignal[] }
  | Denied;

/** Tells that this browser has made a passkey for an address. Contains a keyed hash of both. */
const madeCookie = siteCookie("sign_up_passkey");

const LABEL = "sign_up_passkey";

/**
 * What a page needs to make the passkey of a new account: nothing is stored, and no account is
 * looked up. Null if this browser has made one for the address in the last hour, so that
 * starting over leaves no second passkey on the device.
 *
 * @param browser The browser's binding, as `bindBrowser` returns it.
 *
 * @example
 * ```ts
 * import { bindBrowser, startPasskeySignUp } from "@latchkey/core/http";
 * import type { State } from "@latchkey/core";
 * import { type Context, page } from "fresh";
 *
 * export async function POST(ctx: Context<State>) {
 *   const person = { address: "ada@example.com", name: "Ada", invitation: null };
 *   const { browser, setCookie } = await bindBrowser(ctx);
 *   const headers = { "set-cookie": setCookie };
 *   return page(await startPasskeySignUp(ctx, person, browser), { headers });
 * }
 * ```
 */
export async function startPasskeySignUp(
  ctx: RequestContext,
  { address, name, invitation }: PasskeyPerson,
  browser: string,
): Promise<FirstPasskeyPrompt | null> {
  const { services } = ctx.state;
  const key = addressKey(address);
  if (await hasMadeOne(ctx, browser, key)) return null;
  const id = invitation?.id ?? randomId();
  const account = { id, addressKey: key, browser };
  const queries = services.use(passkeys);
  const party = queries.party(ctx.url);
  const person = { address, name };
  const options = await queries.firstCreationOptions(party, account, person);
  return { account: id, options };
}

/**
 * Creates an account with a passkey and no password, and emails a link and code to confirm its
 * address. If the address already has an account, the work is the same and its owner is
 * notified. See {@linkcode PasskeySignUpResult} for failures.
 *
 * The passkey is bound to the browser that made it, and belongs to an account that nobody has
 * confirmed: anyone who confirms it elsewhere must show the passkey, or claim the
 * account without it.
 *
 * @example
 * ```ts
 * import { rateLimit, signUpWithPasskey } from "@latchkey/core/http";
 * import type { State } from "@latchkey/core";
 * import type { Context } from "fresh";
 *
 * const limit = rateLimit("sign-up", { client: { burst: 20, refillSeconds: 60 } });
 *
 * export async function create(
 *   ctx: Context<State>,
 *   { account, response }: { readonly account: string; readonly response: string },
 * ) {
 *   const person = { address: "ada@example.com", name: "Ada", invitation: null };
 *   const made = { account, response, limit };
 *   return await signUpWithPasskey(ctx, person, made);
 * }
 * ```
 */
export async function signUpWithPasskey(
  ctx: RequestContext,
  person: PasskeyPerson,
  { account: id, response, limit }: MadePasskey,
): Promise<PasskeySignUpResult> {
  const { services, language } = ctx.state;
  const clientInfo = await clientInfoOf(ctx);
  const client = clientInfo.clientAddress;
  const denied = await limit.take(services, { client });
  if (denied) return denied;
  const browser = await boundBrowser(ctx);
  const key = addressKey(person.address);
  const request = { ...person, browser, clientInfo, language: language.code };
  const made = async () => {
    const value = await keyedHash(services.keys, LABEL, madeText(browser, key));
    const cookie = madeCookie(services.settings);
    const setCookie = cookie.write(value, BINDING_SECONDS);
    return { reason: "made", setCookie } as const;
  };
  if (await hasMadeOne(ctx, browser, key)) {
    await repeatSignUp(services, request);
    return await made();
  }
  const { invitation } = person;
  const isOwnId = isId(id) && (!invitation || invitation.id === id);
  const queries = services.use(passkeys);
  const account = { id, addressKey: key, browser };
  const first = isOwnId && browser !== ""
    ? await queries.readFirst(queries.party(ctx.url), account, {
      response,
      name: await deviceName(
        clientInfo.userAgent ?? "",
        language.messages.device,
      ),
    })
    : null;
  if (!first) {
    const created = await queries.createdPasskey(response);
    const isUnknown = created?.state === "unknown";
    const party = queries.party(ctx.url);
    const signals = isUnknown ? unknownPasskey(party, created.id) : [];
    return { reason: "wrong", signals };
  }
  if (!first.isNew) {
    await repeatSignUp(services, request);
    return await made();
  }
  const reason = await createAccount(services, request, {
    id,
    passwordHash: "",
    store: (db) => services.use(passkeys, db).store(first.passkey),
  });
  return reason === "made" ? await made() : { reason };
}

/** Whether this browser has made a passkey for the address in the last hour. */
async function hasMadeOne(
  { req, state: { services } }: RequestContext,
  browser: string,
  key: string,
): Promise<boolean> {
  const value = madeCookie(services.settings).read(req.headers) ?? "";
  const text = madeText(browser, key);
  return browser !== "" &&
    await verifyKeyedHash(services.keys, LABEL, text, value);
}

function madeText(browser: string, key: string): string {
  return `${browser} ${key}`;
}
