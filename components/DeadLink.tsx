/**
 * The page for an emailed link that no longer works.
 *
 * @module
 */
import type { ComponentChildren } from "preact";
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
