/**
 * The page after someone requested a link by email. It is the same whether or not the
 * address has an account.
 *
 * @module
 */
import { fill } from "@latchkey/core/i18n";
import { Icon } from "./Icon.tsx";
import { Title } from "./Title.tsx";
import type { Messages } from "../lib/messages/language.ts";

/** Says that a link was sent if there is an account. */
export function LinkMailed({ address, expires, again, messages }: {
  /** The address as it was typed. */
  address: string;
  /** A sentence that says when the link expires. */
  expires: string;
  /** The page with the form. */
  again: string;
  messages: Messages["mailed"];
}) {
  return (
    <>
      <Title>{messages.title}</Title>
      <Icon name="email" />
      <h1>{messages.title}</h1>
      <p role="status">
        {fill(messages.link, { address: <b>{address}</b> })} {expires}
      </p>
      <p class="after">
        {fill(messages.noLinkEmail, {
          tryAnother: <a href={again}>{messages.tryAnother}</a>,
        })}
      </p>
    </>
  );
}
