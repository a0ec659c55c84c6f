/**
 * The people of the tutorial, so that a first start has somebody to log in as.
 *
 * @module
 */
import type { Services } from "../../services.ts";
import type { User } from "./user.ts";
import { newUser } from "./new_user.ts";

/** A made-up person and the password anybody may know. */
export interface DemoUser {
  readonly address: string;
  readonly password: string;
}

/** They exist in development and in no other mode. */
export const demoUsers: readonly DemoUser[] = [
  { address: "user1@gmail.com", password: "12345" },
  { address: "user2@gmail.com", password: "12345" },
];

/** bcrypt of their password at cost 12: made once, since a start is too short to hash it. */
const PASSWORD_HASHES = [
  "$2b$12$aMzM129CLpJFW0i2e.i/0OLuA5LV87F4vBM/LfQUREoQ6VxF7r5DG",
  "$2b$12$EYEo0.1abreKuGAFDDpnzeE0cro47BolQ1hGjayAmATqiyudqMkNu",
];

const ID_PREFIX = "demo-user-";

/** Whether a user is one that {@linkcode seedDemoUsers} added: no other id is made this way. */
export function isDemoUser({ id }: Pick<User, "id">): boolean {
  return id.startsWith(ID_PREFIX);
}

/**
 * Adds the demo users in development. In any other mode removes them, should the
 * database have been a development one; people who have their addresses by a
 * sign-up of their own stay. Their ids are fixed to tell the two apart.
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
