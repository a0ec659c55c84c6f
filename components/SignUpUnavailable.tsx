/**
 * The page for people who can't sign up.
 *
 * @module
 */
import { Icon } from "./Icon.tsx";
import { Title } from "./Title.tsx";
import type { Messages } from "../lib/messages/language.ts";

/** Why sign-up isn't possible. */
export type UnavailableReason = Exclude<
  keyof Messages["signUpUnavailable"],
  "logIn"
>;

/** Explains why sign-up isn't possible, and links to the login page. */
export function SignUpUnavailable(
  { why, messages }: {
    why: UnavailableReason;
    messages: Messages["signUpUnavailable"];
  },
) {
  const { title, next } = messages[why];
  return (
    <>
      <Title>{title}</Title>
      <Icon name="shield" />
      <h1>{title}</h1>
      <p class="lead">{next}</p>
      <p>
        <a class="button" href="/auth/login">{messages.logIn}</a>
      </p>
    </>
  );
}
