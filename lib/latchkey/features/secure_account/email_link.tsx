/**
 * The "This wasn't me" link in emails.
 *
 * @module
 */
import type { MailContext } from "../../email/mail_context.ts";
import { ActionLink, Line } from "../../email/parts.tsx";
import type { User } from "../account/user.ts";
import { tokenUrl } from "../tokens/mailed_tokens.ts";
import { undoData } from "./undo_factors.ts";

/**
 * The link for an owner who does not recognise an action, and an explanation.
 *
 * @param at When the action was, in milliseconds since the epoch. The link undoes the changes
 * of second factors since then.
 */
export async function secureAccountLink(
  context: MailContext,
  user: User,
  { at, ...messages }: {
    readonly at: number;
    readonly explained: string;
    readonly action: string;
  },
) {
  const data = undoData(at);
  const token = { purpose: "secure_account", user, data } as const;
  return (
    <>
      <Line>{messages.explained}</Line>
      <ActionLink href={await tokenUrl(context, "/auth/secure-account", token)}>
        {messages.action}
      </ActionLink>
    </>
  );
}
