/**
 * Services with one user.
 *
 * @module
 */
import { addUser, testServices } from "./services.ts";

/** Services with the user Ada. Dispose of them with `await using`. */
export async function withAda() {
  const services = await testServices();
  const user = await addUser(services);
  return {
    services,
    user,
    [Symbol.asyncDispose]: () => services[Symbol.asyncDispose](),
  };
}

/** The purposes of links that are sent to the account's address. */
export const MAILED = [
  "verify",
  "recover",
  "login_link",
  "change_address",
  "secure_account",
] as const;
