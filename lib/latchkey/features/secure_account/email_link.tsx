/**
 * The "This wasn't me" link in emails.
 *
 * @module
 */
import type { MailContext } from "../../email/mail_context.ts";
import { ActionLink, Line } from "../../email/parts.tsx";
import type { User } from "../account/user.ts";
import { tokenUrl } from "../tokens/mailed_tokens.ts";

/** The link for an owner who does not recognise the action, and an explanation. */
export async function secureAccountLink(
  context: MailContext,
  user: User,
  messages: { readonly explained: string; readonly action: string },
) {
  const token = { purpose: "secure_account", user } as const;
  return (
    <>
      <Line>{messages.explained}</Line>
      <ActionLink href={await tokenUrl(context, "/auth/secure-account", token)}>
        {messages.action}
      </ActionLink>
    </>
  );
}
