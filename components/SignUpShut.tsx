/**
 * Why somebody cannot sign up.
 *
 * @module
 */
import type { Entrance } from "@latchkey/core";
import { Title } from "./Title.tsx";
import type { Words } from "../lib/messages/language.ts";

/** Why the entrance is shut. */
export type ShutReason = Extract<Entrance, { readonly open: false }>["why"];

/** Says so, and leads on to the sign-in page. */
export function SignUpShut(
  { why, words }: { why: ShutReason; words: Words["signUpShut"] },
) {
  const { title, next } = words[why];
  return (
    <>
      <Title>{title}</Title>
      <h1>{title}</h1>
      <p class="lead">{next}</p>
      <p>
        <a class="button" href="/auth/login">{words.signIn}</a>
      </p>
    </>
  );
}
