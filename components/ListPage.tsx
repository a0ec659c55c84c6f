/**
 * The layout of the account's pages that show a list.
 *
 * @module
 */
import type { ComponentChildren } from "preact";
import { fill } from "@latchkey/core/i18n";
import { AccountPage } from "./AccountPage.tsx";
import { Failure } from "./Failure.tsx";
import { whenFailed } from "./Title.tsx";
import type { Messages } from "../lib/messages/language.ts";

/** The heading, what has just been done or has failed, and the content. */
export function ListPage(
  { title, done, changesLogin, failure, problem, messages, children }: {
    title: string;
    done?: string;
    /** Whether what was done changed how people log in, so that other sessions may have to end. */
    changesLogin?: boolean;
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
      {done && changesLogin && (
        <OtherDevices
          messages={messages.otherDevices}
        />
      )}
      {failure && <Failure>{failure}</Failure>}
      {children}
    </AccountPage>
  );
}

/** The way to end other sessions (OWASP ASVS 5.0 §7.4.3). */
function OtherDevices({ messages }: { messages: Messages["otherDevices"] }) {
  const review = <a href="/account/sessions">{messages.review}</a>;
  return <p>{fill(messages.explained, { review })}</p>;
}
