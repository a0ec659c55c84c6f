/**
 * The page for an emailed link that no longer works.
 *
 * @module
 */
import type { ComponentChildren } from "preact";
import { fill } from "@latchkey/core/i18n";
import { Icon } from "./Icon.tsx";
import { Title } from "./Title.tsx";
import type { Messages } from "../lib/messages/language.ts";

/** The same page for used, expired and invalid links. */
export function DeadLink({ messages, children }: {
  messages: Messages["deadLink"];
  /** What to do next. */
  children: ComponentChildren;
}) {
  return (
    <>
      <Title>{messages.title}</Title>
      <Icon name="warning" />
      <h1>{messages.title}</h1>
      <p class="lead">{messages.why}</p>
      {children}
    </>
  );
}

/** The same for a link that recovers an account. It may have been used in this browser. */
export function DeadRecoveryLink({ again, texts, messages }: {
  /** The page that requests another link. */
  again: string;
  texts: Record<"deadLink" | "continueLink" | "again", string>;
  messages: Messages["deadLink"];
}) {
  const continueLink = <a href="/account">{texts.continueLink}</a>;
  return (
    <DeadLink messages={messages}>
      <p>{fill(texts.deadLink, { continueLink })}</p>
      <p>
        <a class="button" href={again}>{texts.again}</a>
      </p>
    </DeadLink>
  );
}
