/**
 * Logging in with an email address and a password.
 *
 * @module
 */
import type { Services } from "../../services.ts";
import type { User } from "../account/user.ts";
import { isGone, mayLogIn } from "../account/account_status.ts";
import { addressKey } from "../../email/address.ts";
import {
  completeLogin,
  type LoginCompletion,
  type LoginOutcome,
} from "../session/complete_login.ts";
import type { HashPlace } from "../../crypto/hash_queue.ts";
import {
  type PasswordResult,
  verifyPasswordThrottled,
} from "./verify_password.ts";

/** The entered credentials, and where they come from. */
export interface LoginRequest extends Omit<LoginCompletion, "method"> {
  readonly address: string;
  readonly password: string;
}

/** The result. An unknown address, a wrong password and a disabled account are all `wrong`. */
export type LoginResult =
  | ({ readonly ok: true } & LoginOutcome)
  | Extract<PasswordResult<User>, { readonly ok: false }>;

/** Logs a person in, or returns why not. */
export async function logIn(
  services: Services,
  request: LoginRequest,
): Promise<LoginResult> {
  const { address, password, clientInfo } = request;
  const began = performance.now(); // Reading an existing row may take longer than finding none.
  const account = addressKey(address);
  const result = await verifyPasswordThrottled(
    services,
    {
      account,
      findUser: () => findAccount(services, account),
      clientInfo,
      purpose: "login",
    },
    (user, place) => authenticate(services, user, { password, place, began }),
  );
  if (!result.ok) {
    services.telemetry.metrics.logins.add("password", result.reason);
    return result;
  }
  const completion = { ...request, method: "password" } as const;
  return {
    ok: true,
    ...await completeLogin(services, result.value, completion),
  };
}

/** The account with an address, unless its grace period is over. */
async function findAccount(
  { store, now }: Services,
  key: string,
): Promise<User | null> {
  const user = await store.users.byAddressKey(key);
  return user && !isGone(user, now()) ? user : null;
}

/** The account if the password is right and it may log in; otherwise null after the same work. */
async function authenticate(
  services: Services,
  user: User | null,
  { password, place, began }: {
    readonly password: string;
    readonly place: HashPlace;
    readonly began: number;
  },
): Promise<User | null> {
  const { passwords, store } = services;
  const usable = user && mayLogIn(services, user) ? user : null;
  const hash = usable?.passwordHash ?? null;
  const long = await store.users.holdsSlowHashes();
  const right = await passwords.verify(password, hash, { place, long, began });
  if (!usable || !right) return null;
  await renewHash(services, usable, password, place);
  return usable;
}

/** Hashes the password again if the cost has been raised since. */
async function renewHash(
  { store, passwords }: Services,
  user: User,
  password: string,
  place: HashPlace,
): Promise<void> {
  if (!passwords.needsRehash(user.passwordHash)) return;
  const renewed = await passwords.hash(password, place);
  await store.users.rehash(user.id, user.passwordHash, renewed);
}
