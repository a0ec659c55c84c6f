/**
 * What a mailed link that does nothing any more leads to.
 *
 * @module
 */
import type { ComponentChildren } from "preact";
import { Icon } from "./Icon.tsx";
import { Title } from "./Title.tsx";
import type { Messages } from "../lib/messages/language.ts";

/** The same for a link that was used, one that is too old, and one that never was. */
export function DeadLink({ messages, children }: {
  messages: Messages["deadLink"];
  /** What the person can do now. */
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
