/**
 * Signing in with an address and a password, against people who guess.
 *
 * @module
 */
import type { Services } from "../../services.ts";
import type { User } from "../account/user.ts";
import { isGone, maySignIn } from "../account/account_status.ts";
import { addressKey } from "../../email/address.ts";
import {
  completeSignIn,
  type SignedIn,
  type SignInCompletion,
} from "../session/complete_login.ts";
import type { HashPlace } from "../../crypto/hash_queue.ts";
import type { RateLimit } from "../../limits/rate_limit.ts";
import { tryPassword, type TryResult } from "./verify_password.ts";

/** What a person entered, and where from. */
export interface SignInRequest extends Omit<SignInCompletion, "method"> {
  readonly address: string;
  readonly password: string;
  /** The limit that the route declares. */
  readonly limit: RateLimit;
}

/** How it went. An unknown address, a wrong password and a disabled account are all `wrong`. */
export type SignInResult =
  | ({ readonly ok: true } & SignedIn)
  | Extract<TryResult<User>, { readonly ok: false }>;

/** Signs a person in, or says why not. */
export async function signIn(
  services: Services,
  request: SignInRequest,
): Promise<SignInResult> {
  const { address, password, limit, visit } = request;
  const began = performance.now(); // A row that is there may take longer to come than none.
  const account = addressKey(address);
  const tried = await tryPassword(
    services,
    limit,
    {
      account,
      findUser: () => findAccount(services, account),
      visit,
      purpose: "login",
    },
    (user, place) => authenticate(services, user, { password, place, began }),
  );
  if (!tried.ok) {
    services.watch.numbers.signIns.add("password", tried.reason);
    return tried;
  }
  const how = { ...request, method: "password" } as const;
  return { ok: true, ...await completeSignIn(services, tried.value, how) };
}

/** The account at an address; one whose days are over is none. */
async function findAccount(
  { store, now }: Services,
  key: string,
): Promise<User | null> {
  const user = await store.users.byAddressKey(key);
  return user && !isGone(user, now()) ? user : null;
}

/** The user when the password is theirs and they may sign in; null after the same work otherwise. */
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
  const usable = user && maySignIn(services, user) ? user : null;
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
