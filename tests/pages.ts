/**
 * What tests know of the site's pages when they are about something else: the words of
 * today, a page for people who are logged in, and what is typed to sign up. A test that is
 * about a sentence writes it out.
 *
 * @module
 */
import { english } from "../lib/messages/en.ts";

export { sentence } from "@latchkey/core/testing";

/** What somebody reads who asks for no other language. */
export const { locale, messages } = english;

/** A page for people who are logged in, which every site has. */
export const GUARDED_PAGE = "/account";

/** Its heading. */
export const GUARDED_HEADING = messages.account.title;

/** The login page as it is shown to a stranger who asked for {@linkcode GUARDED_PAGE}. */
export const LOGIN_TO_GUARDED_PAGE = `/auth/login?next=${GUARDED_PAGE}`;

/** Somebody who signs up: what she types into each field of the form. */
export const CLARA = {
  address: "Clara@example.com",
  name: "Clara Schumann",
  password: "tractor moonlight",
};
