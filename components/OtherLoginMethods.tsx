/**
 * Other login methods, password recovery and sign-up.
 *
 * @module
 */
import { loginLink } from "@latchkey/core/features";
import { site } from "../lib/site.ts";
import type { Services } from "@latchkey/core";
import { nextQuery } from "@latchkey/core/http";
import type { Messages } from "../lib/messages/language.ts";

/** Links below the login form. Those that need email are left out if the site can't send it. */
export function OtherLoginMethods(
  { next, mail, settings, messages }: Pick<Services, "mail" | "settings"> & {
    /** Where to go after logging in: a path of this site. */
    next: string;
    messages: Messages["login"];
  },
) {
  const query = nextQuery(next);
  const needEmail = [
    ["/auth/recover", messages.forgotten],
    ...site.features.includes(loginLink)
      ? [[`/auth/link${query}`, messages.byEmail]]
      : [],
  ];
  const links = [
    ...mail.enabled ? needEmail : [],
    ...settings.signUp === "closed"
      ? []
      : [[`/auth/signup${query}`, messages.toSignUp]],
  ];
  return links.length === 0 ? null : (
    <ul class="links">
      {links.map(([href, text]) => (
        <li key={href}>
          <a href={href}>{text}</a>
        </li>
      ))}
    </ul>
  );
}
