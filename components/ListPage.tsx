/**
 * The layout of the account's pages that show a list.
 *
 * @module
 */
import type { ComponentChildren } from "preact";
import { AccountPage } from "./AccountPage.tsx";
import { Failure } from "./Failure.tsx";
import { whenFailed } from "./Title.tsx";
import type { Messages } from "../lib/messages/language.ts";

/** The heading, what has just been done or has failed, and the content. */
export function ListPage(
  { title, done, failure, problem, messages, children }: {
    title: string;
    done?: string;
    failure?: string;
    /** What is wrong with a field on the page. */
    problem?: unknown;
    messages: Messages;
    children: ComponentChildren;
  },
) {
  return (
    <AccountPage
      title={title}
      failed={whenFailed({ failure, problem }, messages)}
      messages={messages.account}
    >
      {done && <p class="done" role="status">{done}</p>}
      {failure && <Failure>{failure}</Failure>}
      {children}
    </AccountPage>
  );
}
