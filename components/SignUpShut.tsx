/**
 * Why somebody cannot sign up.
 *
 * @module
 */
import { Head } from "fresh/runtime";
import type { Entrance } from "../lib/accounts/invitations.ts";

/** Why the entrance is shut. */
export type ShutReason = Extract<Entrance, { readonly open: false }>["why"];

const WORDS: Readonly<Record<ShutReason, readonly [string, string]>> = {
  closed: [
    "Sign-up is closed",
    "Ask whoever runs this site for an account.",
  ],
  uninvited: [
    "Sign-up takes an invitation",
    "Open the link of your invitation, or ask whoever runs this site for one.",
  ],
  void: [
    "This invitation does not hold",
    "It is too old, or the link is not whole. Copy all of it, or ask for a new one.",
  ],
  used: [
    "This invitation was used",
    "It has made an account. If it is yours, sign in; else ask for another invitation.",
  ],
};

/** Says so, and leads on to the sign-in page. */
export function SignUpShut({ why }: { why: ShutReason }) {
  const [title, next] = WORDS[why];
  return (
    <>
      <Head>
        <title>{`${title} · Latchkey`}</title>
      </Head>
      <h1>{title}</h1>
      <p class="lead">{next}</p>
      <p>
        <a class="button" href="/auth/login">Sign in</a>
      </p>
    </>
  );
}
