/**
 * What follows when somebody asked for a mail, whether there is an account or not.
 *
 * @module
 */
import { fill } from "@latchkey/core/i18n";
import { Title } from "./Title.tsx";
import type { Words } from "../lib/messages/language.ts";

/** Promises a mail and nothing more. */
export function MailOnItsWay({ address, holds, again, words }: {
  /** As it was typed. */
  address: string;
  /** How long the link holds, as a sentence. */
  holds: string;
  /** Where to ask once more. */
  again: string;
  words: Words["mailed"];
}) {
  return (
    <>
      <Title>{words.title}</Title>
      <h1>{words.title}</h1>
      <p role="status">
        {fill(words.link, { address: <b>{address}</b> })} {holds}
      </p>
      <p class="after">
        {fill(words.noLink, {
          tryAnother: <a href={again}>{words.tryAnother}</a>,
        })}
      </p>
    </>
  );
}
