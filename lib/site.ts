/**
 * What makes this site yours: its name, its languages and its own features. Edit this file first.
 *
 * @module
 */
import { defineSite } from "@latchkey/core";
import { admin, invitations, loginLink } from "@latchkey/core/features";
import { arabic } from "./messages/ar.ts";
import { german } from "./messages/de.ts";
import { english } from "./messages/en.ts";

/** The site. */
export const site = defineSite({
  /**
   * Stands at the head of each page, in titles, in emails, in the description of the API and
   * in what the server says at its start. Without `"`, `<`, `>` and `@`, since emails come
   * from it. It is in static/manifest.webmanifest, static/social.svg, .env.example and
   * docs/proxy/offline.html too: docs/look.md has all places in order. Names for machines,
   * such as those of cookies, tokens and metrics, are no part of it.
   */
  name: "Latchkey",

  /**
   * Its languages, in the order in which the foot of each page offers them; the first is the
   * default. Each is a file in lib/messages/: docs/recipes/another-language.md
   */
  languages: [english, arabic, german],

  /**
   * Features of the library that you can remove, and what you add, each by `defineFeature`:
   * docs/recipes/data-of-your-own.md. To remove one, delete its line and its folders:
   *
   * - admin: routes/admin/, tests/admin/
   * - invitations: tests/invitations/
   * - loginLink: routes/auth/link/, tests/login_link/
   */
  features: [
    admin,
    invitations,
    loginLink,
  ],
});
