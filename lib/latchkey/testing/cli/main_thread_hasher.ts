/**
 * A hasher without the native addon.
 *
 * @module
 */
import bcrypt from "bcryptjs";
import {
  createPasswordHasher,
  type PasswordHasher,
} from "../../crypto/password_hasher.ts";

/** Creates a hasher with the lowest cost that runs on the main thread. */
export function mainThreadHasher(): PasswordHasher {
  return createPasswordHasher({
    cost: 4,
    load: () => Promise.resolve({ bcrypt, native: false }),
  });
}
