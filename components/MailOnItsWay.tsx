/**
 * What follows when somebody asked for a mail, whether there is an account or not.
 *
 * @module
 */
import { fill } from "@latchkey/core/i18n";
import { Icon } from "./Icon.tsx";
import { Title } from "./Title.tsx";
import type { Messages } from "../lib/messages/language.ts";

/** Promises a mail and nothing more. */
export function MailOnItsWay({ address, holds, again, messages }: {
  /** As it was typed. */
  address: string;
  /** How long the link holds, as a sentence. */
  holds: string;
  /** Where to ask once more. */
  again: string;
  messages: Messages["mailed"];
}) {
  return (
    <>
      <Title>{messages.title}</Title>
      <Icon name="email" />
      <h1>{messages.title}</h1>
      <p role="status">
        {fill(messages.link, { address: <b>{address}</b> })} {holds}
      </p>
      <p class="after">
        {fill(messages.noLink, {
          tryAnother: <a href={again}>{messages.tryAnother}</a>,
        })}
      </p>
    </>
  );
}
