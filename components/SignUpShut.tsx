/**
 * Why somebody cannot sign up.
 *
 * @module
 */
import { Icon } from "./Icon.tsx";
import { Title } from "./Title.tsx";
import type { Messages } from "../lib/messages/language.ts";

/** Why the entrance is shut. */
export type ShutReason = Exclude<keyof Messages["signUpShut"], "logIn">;

/** Says so, and leads on to the login page. */
export function SignUpShut(
  { why, messages }: { why: ShutReason; messages: Messages["signUpShut"] },
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
