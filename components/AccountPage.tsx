/**
 * The frame of every page below the account page.
 *
 * @module
 */
import type { ComponentChildren } from "preact";
import { Title } from "./Title.tsx";
import type { Messages } from "../lib/messages/language.ts";

/** The way up, what the page is, and what is on it. */
export function AccountPage({ title, failed, messages, children }: {
  title: string;
  /** What `whenFailed` gives. */
  failed?: string;
  messages: Messages["account"];
  children: ComponentChildren;
}) {
  return (
    <>
      <Title failed={failed}>{title}</Title>
      <p class="up">
        <a href="/account">{messages.title}</a>
      </p>
      <h1>{title}</h1>
      {children}
    </>
  );
}
