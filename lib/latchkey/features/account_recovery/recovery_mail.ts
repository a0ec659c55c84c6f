/**
 * Defines the emails of a recovery.
 *
 * @module
 */
import type { ComponentChildren } from "preact";
import * as v from "valibot";
import { addressKey } from "../../email/address.ts";
import { defineEmail } from "../../email/define_email.ts";
import type { MailContext, MailServices } from "../../email/mail_context.ts";
import type { Language, Messages } from "../../i18n/messages.ts";
import { findAccount } from "../account/recipients.ts";
import type { User } from "../account/user.ts";
import { RECOVERY_MAIL, type RecoveryMail } from "./outbox.ts";
import { countDelivery, findById } from "./rows.ts";
import type { Recovery } from "./tables.ts";

/** The data of every email of a recovery. */
const recoveryData = v.object({
  userId: v.string(),
  /** The id of the recovery. */
  recovery: v.string(),
  /** The former address it goes to; null for the account's own. */
  former: v.nullable(v.string()),
});

type RecoveryData = v.InferOutput<typeof recoveryData>;

/** What an email is about. */
export interface Subject {
  readonly context: MailContext;
  readonly user: User;
  readonly recovery: Recovery;
  readonly language: Language;
  readonly mails: Messages["mails"];
  /** The recipient. */
  readonly to: string;
  readonly isFormer: boolean;
}

/** Defines an email that is sent while a recovery is in some state. */
export function defineRecoveryMail(
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
      return { to, language, subject, body: () => body(about) };
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

/** What is noted once an email has reached the account's own address: the wait goes on then. */
const NOTED: Partial<Record<RecoveryMail, "toldAt" | "remindedAt">> = {
  started: "toldAt",
  ending: "remindedAt",
};

/** Counts an email that was delivered. */
async function noteDelivery(
  { database, now }: MailServices,
  mail: RecoveryMail,
  { recovery, former }: RecoveryData,
): Promise<void> {
  const column = former === null ? NOTED[mail] ?? null : null;
  await countDelivery(database.db, recovery, column, now());
}
