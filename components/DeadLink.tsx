/**
 * What a mailed link that does nothing any more leads to.
 *
 * @module
 */
import type { ComponentChildren } from "preact";
import { Title } from "./Title.tsx";
import type { Words } from "../lib/messages/language.ts";

/** The same for a link that was used, one that is too old, and one that never was. */
export function DeadLink({ words, children }: {
  words: Words["deadLink"];
  /** What the person can do now. */
  children: ComponentChildren;
}) {
  return (
    <>
      <Title>{words.title}</Title>
      <h1>{words.title}</h1>
      <p class="lead">{words.why}</p>
      {children}
    </>
  );
}
