/**
 * Ways in for who has no password at hand, and for who has no account.
 *
 * @module
 */
import { loginLink } from "@latchkey/core/features";
import { site } from "../lib/site.ts";
import type { Services } from "@latchkey/core";
import { nextQuery } from "@latchkey/core/http";
import type { Messages } from "../lib/messages/language.ts";

/** Links under the login form: those that end in a mail only where mail can be sent. */
export function OtherLoginMethods(
  { next, mail, settings, messages }: Pick<Services, "mail" | "settings"> & {
    /** Where to go after logging in: a path of this site. */
    next: string;
    messages: Messages["login"];
  },
) {
  const query = nextQuery(next);
  const byMail = [
    ["/auth/recover", messages.forgotten],
    ...site.features.includes(loginLink)
      ? [[`/auth/link${query}`, messages.byMail]]
      : [],
  ];
  const ways = [
    ...mail.enabled ? byMail : [],
    ...settings.signUp === "closed"
      ? []
      : [[`/auth/signup${query}`, messages.toSignUp]],
  ];
  return ways.length === 0 ? null : (
    <ul class="ways">
      {ways.map(([href, way]) => (
        <li key={href}>
          <a href={href}>{way}</a>
        </li>
      ))}
    </ul>
  );
}
