/**
 * A hasher as it is without the native addon.
 *
 * @module
 */
import bcrypt from "bcryptjs";
import {
  createPasswordHasher,
  type PasswordHasher,
} from "../../crypto/password_hasher.ts";

/** Hashes at the lowest cost on the main thread, as the doctor finds it. */
export function mainThreadHasher(): PasswordHasher {
  return createPasswordHasher({
    cost: 4,
    load: () => Promise.resolve({ bcrypt, native: false }),
  });
}
