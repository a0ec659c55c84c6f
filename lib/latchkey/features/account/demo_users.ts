/**
 * The accounts of the tutorial, for the first login in development.
 *
 * @module
 */
import type { Services } from "../../services.ts";
import type { User } from "./user.ts";
import { newUser } from "./new_user.ts";

/** A fictional person with a public password. */
export interface DemoUser {
  readonly address: string;
  readonly password: string;
}

/**
 * The demo accounts of the tutorial. They exist in development only.
 *
 * @example
 * ```ts
 * import { demoUsers } from "@latchkey/core";
 *
 * const [{ address, password }] = demoUsers; // "user1@gmail.com", "12345"
 * ```
 */
export const demoUsers: readonly DemoUser[] = [
  { address: "user1@gmail.com", password: "12345" },
  { address: "user2@gmail.com", password: "12345" },
];

/** bcrypt hashes of the password at cost 12, precomputed so that starting stays fast. */
const PASSWORD_HASHES = [
  "$2b$12$aMzM129CLpJFW0i2e.i/0OLuA5LV87F4vBM/LfQUREoQ6VxF7r5DG",
  "$2b$12$EYEo0.1abreKuGAFDDpnzeE0cro47BolQ1hGjayAmATqiyudqMkNu",
];

const ID_PREFIX = "demo-user-";

/** Whether {@linkcode seedDemoUsers} added the account. No other account has such an id. */
export function isDemoUser({ id }: Pick<User, "id">): boolean {
  return id.startsWith(ID_PREFIX);
}

/**
 * Adds the demo users in development. In any other mode it removes them, in case the
 * database was used for development before. The fixed ids distinguish them from people who
 * signed up with the same addresses.
 */
export async function seedDemoUsers(
  { settings, store, now }: Pick<Services, "settings" | "store" | "now">,
): Promise<void> {
  for (const [index, { address }] of demoUsers.entries()) {
    const id = `${ID_PREFIX}${index + 1}`;
    if (settings.appEnv !== "development") {
      if (await store.users.byId(id)) await store.users.remove(id);
      continue;
    }
    const user = newUser({ now }, {
      address,
      passwordHash: PASSWORD_HASHES[index],
      verifiedAt: now(),
    });
    await store.users.create({ ...user, id });
  }
}
