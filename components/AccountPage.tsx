/**
 * The layout of the pages below the account page.
 *
 * @module
 */
import type { ComponentChildren } from "preact";
import { Title } from "./Title.tsx";
import type { Messages } from "../lib/messages/language.ts";

/** A link back to the account page, the heading and the content. */
export function AccountPage({ title, failed, messages, children }: {
  title: string;
  /** The result of `whenFailed`. */
  failed?: string;
  messages: Messages["account"];
  children: ComponentChildren;
}) {
  return (
    <>
      <Title failed={failed}>{title}</Title>
      <p class="up">
        <a href="/account" f-client-nav>{messages.title}</a>
      </p>
      <h1>{title}</h1>
      {children}
    </>
  );
}
