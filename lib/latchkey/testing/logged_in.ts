/**
 * A user who has just logged in.
 *
 * @module
 */
import { startSession } from "../features/session/sessions.ts";
import { addUser, type TestOverrides, testServices } from "./services.ts";

const firefox = { userAgent: "Firefox", provedAt: 0 };
/** A session that ends with the browser. */
export const plain = { ...firefox, remembered: false };
/** A session that is remembered. */
export const remembered = { ...firefox, remembered: true };

/** Services with one user and one session. Dispose of them with `await using`. */
export async function loggedIn(options = plain, overrides?: TestOverrides) {
  const services = await testServices(overrides);
  const user = await addUser(services);
  const started = await startSession(services, user, options);
  return {
    services,
    user,
    ...started,
    [Symbol.asyncDispose]: () => services[Symbol.asyncDispose](),
  };
}
