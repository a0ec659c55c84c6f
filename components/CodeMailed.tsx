/**
 * The page after the sign-up form. It is the same whether or not the address has an account:
 * only the email says so.
 *
 * @module
 */
import { nextQuery } from "@latchkey/core/http";
import { fill } from "@latchkey/core/i18n";
import { CodeForm } from "./CodeForm.tsx";
import { Icon } from "./Icon.tsx";
import { Title } from "./Title.tsx";
import type { Messages } from "../lib/messages/language.ts";

/** Props of {@linkcode CodeMailed}. */
export interface CodeMailedProps {
  address: string;
  /** Where to go afterwards: a path of this site. */
  next: string;
  /** The page to start again at; by default that of sign-up. */
  again?: string;
}

/** Says that an email was sent, and accepts the code it may contain. */
export function CodeMailed(
  { address, next, again, messages }: CodeMailedProps & { messages: Messages },
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
        {fill(mailed.noEmail, {
          startAgain: (
            <a href={again ?? `/auth/signup${nextQuery(next)}`}>
              {mailed.startAgain}
            </a>
          ),
        })}
      </p>
    </>
  );
}
