/**
 * The emails of a recovery.
 *
 * @module
 */
import type { ComponentChildren } from "preact";
import * as v from "valibot";
import { addressKey } from "../../email/address.ts";
import { defineEmail } from "../../email/define_email.ts";
import {
  formatTime,
  type MailContext,
  type MailServices,
} from "../../email/mail_context.ts";
import {
  ActionLink,
  ClientDetails,
  Line,
  OtherLink,
  Sentence,
} from "../../email/parts.tsx";
import { format } from "../../i18n/format.ts";
import type { Language, Messages } from "../../i18n/messages.ts";
import { findAccount } from "../account/recipients.ts";
import type { User } from "../account/user.ts";
import { secureAccountLink } from "../secure_account/email_link.tsx";
import { clientLines } from "../session/emails.tsx";
import { tokenUrl } from "../tokens/mailed_tokens.ts";
import { RECOVERY_MAIL, type RecoveryMail } from "./outbox.ts";
import { countDelivery, findById } from "./rows.ts";
import type { Recovery } from "./tables.ts";
import { dueAt, lastPartMs } from "./timing.ts";

/** The data of every email of a recovery. */
const recoveryData = v.object({
  userId: v.string(),
  /** The id of the recovery. */
  recovery: v.string(),
  /** The former address it goes to; null for the account's own. */
  former: v.nullable(v.string()),
  /** Whether linked logins were removed. */
  logins: v.optional(v.boolean(), false),
});

type RecoveryData = v.InferOutput<typeof recoveryData>;

/** What an email is about. */
interface Subject {
  readonly context: MailContext;
  readonly user: User;
  readonly recovery: Recovery;
  readonly language: Language;
  readonly mails: Messages["mails"];
  /** The recipient. */
  readonly to: string;
  readonly isFormer: boolean;
  /** Whether linked logins were removed. */
  readonly logins: boolean;
}

/** Defines an email that is sent while a recovery is in some state. */
function defineRecoveryMail(
  mail: RecoveryMail,
  { isWanted, body }: {
    isWanted(recovery: Recovery): boolean;
    body(subject: Subject): ComponentChildren | Promise<ComponentChildren>;
  },
) {
  return defineEmail({
    kind: RECOVERY_MAIL[mail],
    data: recoveryData,
    async write(context, data) {
      const { services } = context;
      const user = await findAccount(services, data.userId);
      const recovery = await findById(services.database.db, data.recovery);
      const to = user && recipient(user, data.former, services.now());
      if (!user || !recovery || !to || !isWanted(recovery)) return null;
      const language = context.languageFor(
        user,
        recovery.language ?? undefined,
      );
      const { mails } = language.messages;
      const { subject } = mails.accountRecovery[mail];
      const isFormer = data.former !== null;
      const about = { context, user, recovery, language, mails, to, isFormer };
      const { logins } = data;
      return { to, language, subject, body: () => body({ ...about, logins }) };
    },
    sent: (services, data) => noteDelivery(services, mail, data),
  });
}

/** The address an email goes to; null for a former one that is no longer reserved. */
function recipient(
  { address, formerAddresses }: User,
  former: string | null,
  now: number,
): string | null {
  if (former === null) return address;
  const key = addressKey(former);
  const found = formerAddresses.find((other) =>
    other.addressKey === key && now < other.keptUntil
  );
  return found?.address ?? null;
}

/** The wait goes on once the account's address was told. */
async function noteDelivery(
  { database, now }: MailServices,
  mail: RecoveryMail,
  { recovery, former }: RecoveryData,
): Promise<void> {
  const column = former !== null
    ? null
    : mail === "started"
    ? "toldAt"
    : mail === "ending"
    ? "remindedAt"
    : null;
  await countDelivery(database.db, recovery, column, now());
}

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
  async body({ context, user, recovery, mails, to, isFormer, logins }) {
    const { completed } = mails.accountRecovery;
    const { action, explainedForFactors: explained } = mails.secureAccount;
    const at = recovery.endedAt ?? recovery.startedAt;
    return (
      <>
        <Sentence
          text={isFormer ? completed.former : completed.body}
          address={to}
        />
        {logins && <Line>{mails.loginsUnlinked}</Line>}
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
