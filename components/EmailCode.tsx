/**
 * Texts and a button around the field for a code from an email.
 *
 * @module
 */
import type { ComponentChildren } from "preact";
import type { FactorPrompt } from "@latchkey/core/http";
import { fill } from "@latchkey/core/i18n";
import { Failure } from "./Failure.tsx";
import { FormOwner } from "./FormOwner.tsx";
import type { Messages } from "../lib/messages/language.ts";

/** Props of {@linkcode EmailCode}. */
export interface EmailCodeProps {
  /** Where the form is sent. */
  action: string;
  sent: FactorPrompt["sent"];
  /** Whether the person has just asked for another code. */
  isSentAgain: boolean;
  /** Why no other code was sent. */
  failure?: string;
  /** The address that the code is sent to. */
  address: string;
  messages: Messages["emailCode"];
  /** What else the person can do. */
  help?: string;
  /** Hidden fields that ask for another code. */
  fields: ComponentChildren;
  /** The form for the code. */
  children: ComponentChildren;
}

/** Says where the code was sent, and offers to send one. Nothing is sent by opening the page. */
export function EmailCode(props: EmailCodeProps) {
  const { sent, isSentAgain, messages } = props;
  const address = <bdi>{props.address}</bdi>;
  const text = sent === "no"
    ? messages.unsent
    : sent === "delayed"
    ? messages.delayed
    : isSentAgain
    ? messages.sentAgain
    : messages.sent;
  return (
    <>
      <p role="status">{fill(text, { address })}</p>
      {sent !== "no" && props.children}
      <form
        class={sent === "no" ? undefined : "after"}
        method="post"
        action={props.action}
      >
        <FormOwner />
        {props.failure && <Failure>{props.failure}</Failure>}
        {props.fields}
        <p>
          {sent === "yes" && messages.none} {props.help}
        </p>
        <button type="submit">
          {sent === "no" ? messages.send : messages.sendAgain}
        </button>
      </form>
    </>
  );
}
