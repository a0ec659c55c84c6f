/**
 * What follows the sign-up form, whether a new account was made or not: the mail tells.
 *
 * @module
 */
import { nextQuery } from "@latchkey/core/http";
import { fill } from "@latchkey/core/i18n";
import { CodeForm } from "./CodeForm.tsx";
import { Icon } from "./Icon.tsx";
import { Title } from "./Title.tsx";
import type { Messages } from "../lib/messages/language.ts";

/** Where the mail went. */
export interface CodeMailedProps {
  address: string;
  /** Where the person was going: a path of this site. */
  next: string;
}

/** Says where to look, and takes the code that may be in the mail. */
export function CodeMailed(
  { address, next, messages }: CodeMailedProps & { messages: Messages },
) {
  const { mailed } = messages;
  return (
    <>
      <Title>{mailed.title}</Title>
      <Icon name="email" />
      <h1>{mailed.title}</h1>
      <p role="status">
        {fill(mailed.code, { address: <b>{address}</b> })}
      </p>
      <CodeForm address={address} messages={messages} />
      <p class="after">
        {fill(mailed.noCode, {
          startAgain: (
            <a href={`/auth/signup${nextQuery(next)}`}>{mailed.startAgain}</a>
          ),
        })}
      </p>
    </>
  );
}
