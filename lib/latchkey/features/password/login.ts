/**
 * Logging in with an address and a password, against people who guess.
 *
 * @module
 */
import type { Services } from "../../services.ts";
import type { User } from "../account/user.ts";
import { isGone, mayLogIn } from "../account/account_status.ts";
import { addressKey } from "../../email/address.ts";
import {
  completeLogin,
  type LoggedIn,
  type LoginCompletion,
} from "../session/complete_login.ts";
import type { HashPlace } from "../../crypto/hash_queue.ts";
import {
  type PasswordResult,
  verifyPasswordThrottled,
} from "./verify_password.ts";

/** What a person entered, and where from. */
export interface LoginRequest extends Omit<LoginCompletion, "method"> {
  readonly address: string;
  readonly password: string;
}

/** How it went. An unknown address, a wrong password and a disabled account are all `wrong`. */
export type LoginResult =
  | ({ readonly ok: true } & LoggedIn)
  | Extract<PasswordResult<User>, { readonly ok: false }>;

/** Signs a person in, or says why not. */
export async function logIn(
  services: Services,
  request: LoginRequest,
): Promise<LoginResult> {
  const { address, password, clientInfo } = request;
  const began = performance.now(); // A row that is there may take longer to come than none.
  const account = addressKey(address);
  const tried = await verifyPasswordThrottled(
    services,
    {
      account,
      findUser: () => findAccount(services, account),
      clientInfo,
      purpose: "login",
    },
    (user, place) => authenticate(services, user, { password, place, began }),
  );
  if (!tried.ok) {
    services.telemetry.metrics.logins.add("password", tried.reason);
    return tried;
  }
  const how = { ...request, method: "password" } as const;
  return { ok: true, ...await completeLogin(services, tried.value, how) };
}

/** The account at an address; one whose days are over is none. */
async function findAccount(
  { store, now }: Services,
  key: string,
): Promise<User | null> {
  const user = await store.users.byAddressKey(key);
  return user && !isGone(user, now()) ? user : null;
}

/** The user when the password is theirs and they may log in; null after the same work otherwise. */
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
