/**
 * Ways in for who has no password at hand, and for who has no account.
 *
 * @module
 */
import type { Services } from "../lib/services.ts";

/** Links under the sign-in form: those that end in a mail only where mail can be sent. */
export function OtherWaysIn(
  { next, mail, settings }: Pick<Services, "mail" | "settings"> & {
    /** Where to go after signing in: a path of this site. */
    next: string;
  },
) {
  const query = next === "/" ? "" : `?next=${encodeURIComponent(next)}`;
  const byMail = [
    ["/auth/recover", "Forgot your password?"],
    [`/auth/link${query}`, "Mail me a link instead"],
  ];
  const ways = [
    ...mail.enabled ? byMail : [],
    ...settings.signUp === "closed"
      ? []
      : [["/auth/signup", "Create an account"]],
  ];
  return ways.length === 0 ? null : (
    <ul class="ways">
      {ways.map(([href, words]) => (
        <li key={href}>
          <a href={href}>{words}</a>
        </li>
      ))}
    </ul>
  );
}
