/**
 * What tests about other subjects need to know of the site's pages: the current
 * messages, a page for users, and sign-up data. A test about a message spells
 * it out.
 *
 * @module
 */
import { english } from "../lib/messages/en.ts";

export { sentence } from "@latchkey/core/testing";

/** The messages for a visitor without a language preference. */
export const { locale, messages } = english;

/** A page for logged-in users that every site has. */
export const GUARDED_PAGE = "/account";

/** Its heading. */
export const GUARDED_HEADING = messages.account.title;

/**
 * The login page as shown to a stranger who requested {@linkcode GUARDED_PAGE}.
 */
export const LOGIN_TO_GUARDED_PAGE = `/auth/login?next=${GUARDED_PAGE}`;

/** A user who signs up, by form field. */
export const CLARA = {
  address: "Clara@example.com",
  name: "Clara Schumann",
  password: "tractor moonlight",
};
