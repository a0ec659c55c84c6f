/**
 * What follows when somebody asked for a mail, whether there is an account or not.
 *
 * @module
 */
import { Head } from "fresh/runtime";

/** Promises a mail and nothing more. */
export function MailOnItsWay({ address, lasts, again }: {
  /** As it was typed. */
  address: string;
  /** How long the link holds, in words. */
  lasts: string;
  /** Where to ask once more. */
  again: string;
}) {
  return (
    <>
      <Head>
        <title>Look into your mail · Latchkey</title>
      </Head>
      <h1>Look into your mail</h1>
      <p role="status">
        If there is an account for{" "}
        <b>{address}</b>, a mail with a link is on its way. The link holds{" "}
        {lasts}.
      </p>
      <p class="after">
        No mail after a few minutes? Look where unwanted mail is put, or{" "}
        <a href={again}>try another address</a>.
      </p>
    </>
  );
}
