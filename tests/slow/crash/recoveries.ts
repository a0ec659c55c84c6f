/**
 * Time that passes for recoveries between kills, and whether each sent its emails.
 *
 * @module
 */
import { sql } from "kysely";
import { addressKey, type Services } from "@latchkey/core";
import { accountRecovery } from "@latchkey/core/features";
import { ENGLISH } from "@latchkey/core/i18n";
import type { ArrivedMail } from "@latchkey/core/testing";
import { Broken, type Person } from "./person.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

/** Longer than another recovery has to wait after some were stopped. */
const PAUSE_MS = 31 * DAY_MS;

/**
 * Leaves every recovery one step before its next stage, as if the app had run
 * for an hour. Those that ended did so a month ago. Rate limits are cleared:
 * users log in more often in these minutes than they allow.
 */
export async function passTime(
  { db }: Pick<Services["database"], "db">,
): Promise<void> {
  await db.deleteFrom("rateLimits").execute();
  await sql`
    update account_recoveries set
      seen_at = seen_at - wait_ms,
      waited_ms = case stage
        when 'waiting' then wait_ms / 2 - wait_ms / 8
        when 'ending' then wait_ms - wait_ms / 8
        else waited_ms end
    where ended_at is null`.execute(db);
  await sql`
    update account_recoveries set ended_at = ended_at - ${sql.lit(PAUSE_MS)}
    where ended_at is not null`.execute(db);
}

type Recovery = Awaited<
  ReturnType<ReturnType<typeof accountRecovery.queries>["listOf"]>
>[number];

type RecoveryMail = "started" | "ending" | "ready" | "cancelled" | "completed";

/** How many emails of a kind a recovery sends: at least, and at most. */
type Bounds = readonly [least: number, most: number];

const EMAILS: Readonly<
  Record<RecoveryMail, (recovery: Recovery) => Bounds>
> = {
  // A notice is dropped when the recovery ends before it is sent.
  started: ({ toldAt }) => [toldAt === null ? 0 : 1, 1],
  ending: ({ remindedAt, stage }) => [
    remindedAt === null ? 0 : 1,
    stage === "telling" || stage === "waiting" ? 0 : 1,
  ],
  ready: ({ readyAt, stage }) => [
    stage === "ready" || stage === "completed" ? 1 : 0,
    readyAt === null ? 0 : 1,
  ],
  cancelled: ({ stage }) => exactly(stage === "cancelled"),
  completed: ({ stage }) => exactly(stage === "completed"),
};

function exactly(isSent: boolean): Bounds {
  return isSent ? [1, 1] : [0, 0];
}

/**
 * Compares the recoveries in the database with what people were told, and the
 * emails that arrived with the stages that each reached. Copies of an email
 * share its `Message-ID` and count once.
 *
 * @throws {Broken}
 */
export async function checkRecoveries(
  { store, use }: Services,
  people: readonly Person[],
  arrived: readonly ArrivedMail[],
): Promise<void> {
  for (const { address, recoveries: known } of people) {
    const user = await store.users.byAddressKey(addressKey(address));
    const rows = user ? await use(accountRecovery).listOf(user.id) : [];
    const inStage = (stage: Recovery["stage"]) =>
      rows.filter((row) => row.stage === stage).length;
    const found = {
      started: rows.length,
      stopped: inStage("cancelled"),
      finished: inStage("completed"),
    };
    for (const [what, count] of Object.entries(known)) {
      const stored = found[what as keyof typeof found];
      if (stored !== count) {
        throw new Broken(
          `${address}: ${count} recoveries ${what}, but ${stored} are stored`,
        );
      }
    }
    checkMails(address, rows, arrived);
  }
}

function checkMails(
  address: string,
  rows: readonly Recovery[],
  arrived: readonly ArrivedMail[],
): void {
  const { accountRecovery: messages } = ENGLISH.messages.mails;
  for (const [name, boundsOf] of Object.entries(EMAILS)) {
    const { subject } = messages[name as RecoveryMail];
    const mails = arrived.filter((mail) =>
      mail.subject === subject && mail.recipients.includes(address)
    );
    const count = new Set(mails.map(({ messageId }) => messageId)).size;
    const bounds = rows.map(boundsOf);
    const least = bounds.reduce((sum, [least]) => sum + least, 0);
    const most = bounds.reduce((sum, [, most]) => sum + most, 0);
    if (count < least || count > most) {
      throw new Broken(
        `${address} got ${count} emails "${subject}", not ${least} to ${most}`,
      );
    }
  }
  const names = Object.keys(EMAILS) as RecoveryMail[];
  const told =
    arrived.filter(({ subject, recipients }) =>
      recipients.includes(address) &&
      names.some((name) => messages[name].subject === subject)
    ).length;
  const counted = rows.reduce((sum, { notices }) => sum + notices, 0);
  if (counted > told) {
    throw new Broken(`${counted} notices to ${address} count, of ${told}`);
  }
}
