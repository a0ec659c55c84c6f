/**
 * The second factors of an account, and when a login asks for one.
 *
 * @module
 */
import type { Factor, FactorRequest, SentFactor } from "../../factor.ts";
import type { Services } from "../../services.ts";
import type { ClientInfo } from "../../http/client_info.ts";
import type { User } from "../account/user.ts";
import type { LoginMethod } from "../session/login_method.ts";
import type { TokenCarrier } from "../session/sessions.ts";
import { mustUseFactor } from "../../settings/required_factor.ts";
import { knownDevice } from "../session/known_devices.ts";

/** Services that factors need. */
export type FactorServices = Pick<
  Services,
  "site" | "settings" | "use" | "keys" | "now"
>;

/** A factor and the feature that brings it. */
export interface NamedFactor {
  /** The name of the feature. */
  readonly name: string;
  readonly asked: Factor["asked"];
  readonly factor: Factor;
  /** The feature's queries, for the methods of `factor`. */
  readonly queries: unknown;
}

/** A factor as the page that asks for it needs it. */
export interface FactorPrompt {
  /** The name of the feature: `authenticator_app`, `recovery_codes`, `passkeys` or `email_code`. */
  readonly name: string;
  /** What `Factor.challenge` returned. */
  readonly challenge?: unknown;
  /** What `Factor.isSent` returned; undefined for a factor that sends nothing. */
  readonly sent?: SentFactor;
}

/** All factors of the site, in the order of its features. */
export function siteFactors(
  { site, use }: Pick<Services, "site" | "use">,
): readonly NamedFactor[] {
  return site.features.flatMap((feature) => {
    const { name, factor } = feature;
    if (!factor) return [];
    return [{ name, asked: factor.asked, factor, queries: use(feature) }];
  });
}

/** The factors that an account has. */
export function factorsOf(
  services: Pick<Services, "site" | "use">,
  user: User,
): Promise<readonly NamedFactor[]> {
  return whichAreSetUp(siteFactors(services), user);
}

async function whichAreSetUp(
  all: readonly NamedFactor[],
  user: User,
): Promise<readonly NamedFactor[]> {
  const isSetUp = await Promise.all(
    all.map(({ factor, queries }) => factor.isSetUp(queries, user)),
  );
  return all.filter((_, index) => isSetUp[index]);
}

/** The factors that are as strong as an account's second factor must be: an emailed code is not. */
export async function strongFactorsOf(
  services: Pick<Services, "site" | "use">,
  user: User,
): Promise<readonly NamedFactor[]> {
  const strong = siteFactors(services)
    .filter(({ asked }) => asked !== "new_device");
  const factors = await whichAreSetUp(strong, user);
  // Recovery codes alone only stand in for a factor that is gone.
  return factors.every(({ asked }) => asked === "instead") ? [] : factors;
}

/** A login that was right so far. */
export interface FirstFactor {
  readonly method: LoginMethod;
  readonly clientInfo: ClientInfo;
  /** How the token will travel. Defaults to a cookie. */
  readonly carrier?: TokenCarrier;
}

/** Methods that are two factors, or continue a session that has shown them. */
const COMPLETE: readonly LoginMethod[] = ["passkey", "password_change"];

/**
 * The factors of which a login must show one before a session starts, the usual one first;
 * none if it needs no more. Whatever opens an inbox is one factor, and so is a password (NIST SP 800-63B-4
 * §2.2.1).
 */
export async function dueFactors(
  services: FactorServices,
  user: User,
  { method, clientInfo, carrier }: FirstFactor,
): Promise<readonly NamedFactor[]> {
  if (COMPLETE.includes(method)) return [];
  const factors = await factorsOf(services, user);
  const isRequired = mustUseFactor(services, user);
  const isDue = ({ asked }: NamedFactor) =>
    asked === "always" || (isRequired && asked === "if_required");
  if (factors.some(isDue)) {
    return factors.filter(({ asked }) => asked !== "new_device");
  }
  const isAskedOnNewDevices = method === "password" && carrier !== "bearer" &&
    factors.some(({ asked }) => asked === "new_device");
  if (!isAskedOnNewDevices) return [];
  const device = await knownDevice(services, clientInfo.deviceCookie, user);
  if (device !== null) return [];
  const isCode = ({ asked }: NamedFactor) => asked === "new_device";
  return factors.toSorted((a, b) => Number(isCode(b)) - Number(isCode(a)));
}

/**
 * Whether a browser that shows one of these factors may be trusted afterwards. An emailed code
 * makes it a known device anyway.
 */
export function canTrust(due: readonly NamedFactor[]): boolean {
  return due.length > 0 && due.every(({ asked }) => asked !== "new_device");
}

/** The factors as a page needs them, each with its challenge. */
export async function promptsFor(
  factors: readonly NamedFactor[],
  request: FactorRequest,
): Promise<readonly FactorPrompt[]> {
  return await Promise.all(
    factors.map(async ({ name, factor, queries }) => ({
      name,
      challenge: await factor.challenge?.(queries, request),
      sent: await factor.isSent?.(queries, request),
    })),
  );
}
