/**
 * The emails of a recovery.
 *
 * @module
 */
import { formatTime } from "../../email/mail_context.ts";
import {
  ActionLink,
  ClientDetails,
  Line,
  OtherLink,
  Sentence,
} from "../../email/parts.tsx";
import { format } from "../../i18n/format.ts";
import { secureAccountLink } from "../secure_account/email_link.tsx";
import { clientLines } from "../session/emails.tsx";
import { tokenUrl } from "../tokens/mailed_tokens.ts";
import { defineRecoveryMail, type Subject } from "./recovery_mail.ts";
import type { Recovery } from "./tables.ts";
import { dueAt, lastPartMs } from "./timing.ts";

const isRunning = ({ endedAt }: Recovery) => endedAt === null;

/** Someone started a recovery. */
export const recoveryStartedEmail = defineRecoveryMail("started", {
  isWanted: isRunning,
  body: warning("started"),
});

/** A recovery is about to be over. */
export const recoveryEndingEmail = defineRecoveryMail("ending", {
  isWanted: isRunning,
  body: warning("ending"),
});

/** An email that warns the owner, with a link that stops the recovery. */
function warning(mail: "started" | "ending") {
  return async (subject: Subject) => {
    const { context, recovery, language, mails, to, isFormer } = subject;
    const { accountRecovery: messages } = mails;
    const now = context.services.now();
    // The wait goes on when this email has been delivered.
    const due = mail === "ending"
      ? Math.max(dueAt(recovery, now), now + lastPartMs(recovery))
      : dueAt(recovery, now);
    const { userAgent, client, startedAt: at } = recovery;
    const lines = await clientLines(language, { userAgent, client, at });
    return (
      <>
        <Sentence
          text={isFormer ? messages[mail].former : messages[mail].body}
          address={to}
        />
        <ClientDetails lines={lines} />
        <Line>
          {format(messages[mail].wait, { time: formatTime(language, due) })}
        </Line>
        <Line>{messages.notYou}</Line>
        <ActionLink href={await stopUrl(subject)}>{messages.stop}</ActionLink>
        {!isFormer && <Line>{messages.wasYou}</Line>}
      </>
    );
  };
}

/** The wait is over: the link that finishes the recovery. */
export const recoveryReadyEmail = defineRecoveryMail("ready", {
  isWanted: ({ stage }) => stage === "ready",
  async body(subject) {
    const { context, user, recovery, mails: { accountRecovery: messages } } =
      subject;
    const token = {
      purpose: "account_recovery",
      user,
      data: { recovery: recovery.id },
    } as const;
    const path = "/auth/account-recovery/finish";
    return (
      <>
        <Sentence text={messages.ready.body} address={user.address} />
        <ActionLink href={await tokenUrl(context, path, token)}>
          {messages.ready.action}
        </ActionLink>
        <Line>{messages.ready.note}</Line>
        <Line>{messages.notYou}</Line>
        <OtherLink href={await stopUrl(subject)}>{messages.stop}</OtherLink>
      </>
    );
  },
});

/** The recovery was stopped. */
export const recoveryCancelledEmail = defineRecoveryMail("cancelled", {
  isWanted: ({ stage }) => stage === "cancelled",
  body: ({ user, mails: { accountRecovery: { cancelled } } }) => (
    <>
      <Sentence text={cancelled.body} address={user.address} />
      <Line>{cancelled.next}</Line>
    </>
  ),
});

/** The second factors were removed. */
export const recoveryCompletedEmail = defineRecoveryMail("completed", {
  isWanted: ({ stage }) => stage === "completed",
  async body({ context, user, recovery, mails, to, isFormer }) {
    const { completed } = mails.accountRecovery;
    const { action, explainedForFactors: explained } = mails.secureAccount;
    const at = recovery.endedAt ?? recovery.startedAt;
    return (
      <>
        <Sentence
          text={isFormer ? completed.former : completed.body}
          address={to}
        />
        {isFormer
          ? <Line>{completed.contact}</Line>
          : await secureAccountLink(context, user, { at, action, explained })}
      </>
    );
  },
});

/**
 * A link that stops the recovery without a login. It is valid as long as the recovery can
 * last, and works for anyone who reads the mail of an address that was told.
 */
async function stopUrl(
  { context, user, recovery }: Subject,
): Promise<string> {
  return await tokenUrl(context, "/auth/account-recovery/stop", {
    purpose: "stop_account_recovery",
    user,
    data: { recovery: recovery.id },
  });
}
