/**
 * Exporting everything that is stored about a person.
 *
 * @module
 */
import { allItems } from "../../database/pages.ts";
import { listSessions } from "../session/sessions.ts";
import { shownAddress } from "../../email/shown_address.ts";
import type { Services } from "../../services.ts";
import type { Activity } from "../activity/records.ts";
import type { FormerAddress, User } from "../account/user.ts";
import type { OneTimeToken } from "../tokens/token.ts";
import type { QueuedMail } from "../../email/queued_mail.ts";
import type { Session } from "../session/session.ts";
import type { TrustedBrowser } from "../second_factor/trusted_browser.ts";
import { listTrustedBrowsers } from "../second_factor/trusted_browsers.ts";
import { featureSections, type SectionServices } from "./feature_sections.ts";
import { readActivity } from "../activity/activity_view.ts";

/**
 * Returns everything stored about an account as JSON, or null if there is none. Times are
 * in UTC (RFC 3339). Secrets such as the hashes of passwords and links are left out. Each
 * feature that stores data about users has a section under its name.
 *
 * @example
 * ```ts
 * import { exportAccount, type Services } from "@latchkey/core";
 *
 * export async function download(services: Services, userId: string) {
 *   const data = await exportAccount(services, userId);
 *   return Response.json(data, {
 *     headers: { "content-disposition": 'attachment; filename="account.json"' },
 *   });
 * }
 * ```
 */
export async function exportAccount(
  services: Pick<Services, "store" | "now"> & SectionServices,
  userId: string,
) {
  const { store, now } = services;
  const user = await store.users.byId(userId);
  if (!user) return null;
  return {
    exportedAt: time(now()),
    account: accountOf(user),
    formerAddresses: user.formerAddresses.map(formerAddressOf),
    sessions: (await listSessions(services, userId)).map(sessionOf),
    trustedBrowsers: (await listTrustedBrowsers(services, user))
      .map(trustedBrowserOf),
    activity: await Array.fromAsync(
      allItems((request) => readActivity(services, userId, request)),
      activityOf,
    ),
    mailedLinks: await liveLinks(services, userId),
    waitingMails: (await store.mailQueue.listOf(userId)).map(mailOf),
    ...await featureSections(services, userId),
  };
}

/** Expired rows may still be in the database, so they are filtered out. */
async function liveLinks(
  { store, now }: Pick<Services, "store" | "now">,
  userId: string,
) {
  const tokens = await store.oneTimeTokens.listOf(userId);
  return tokens.filter(({ expiresAt }) => now() < expiresAt).map(linkOf);
}

function accountOf(user: User) {
  return {
    id: user.id,
    address: shownAddress(user.address),
    addressConfirmedAt: time(user.verifiedAt),
    name: user.name,
    language: user.language,
    ...user.profile && { profile: user.profile },
    passwordSet: user.passwordHash !== "",
    roles: user.roles,
    disabled: user.disabled,
    createdAt: time(user.createdAt),
    deleteAfter: time(user.deleteAfter),
  };
}

function formerAddressOf({ address, keptUntil }: FormerAddress) {
  return { address: shownAddress(address), keptUntil: time(keptUntil) };
}

function sessionOf(session: Session) {
  return {
    id: session.id,
    userAgent: session.userAgent,
    remembered: session.remembered,
    createdAt: time(session.createdAt),
    lastSeenAt: time(session.lastSeenAt),
    identityProvedAt: time(session.provedAt || null),
    expiresAt: time(session.expiresAt),
  };
}

function trustedBrowserOf(browser: TrustedBrowser) {
  return {
    userAgent: browser.userAgent,
    createdAt: time(browser.createdAt),
    lastUsedAt: time(browser.lastUsedAt),
    expiresAt: time(browser.expiresAt),
  };
}

function activityOf(activity: Activity) {
  return {
    at: time(activity.at),
    kind: activity.kind,
    userAgent: activity.userAgent,
    client: activity.client,
    detail: activity.detail,
    keptUntil: time(activity.expiresAt),
  };
}

function linkOf(token: OneTimeToken) {
  return {
    purpose: token.purpose,
    createdAt: time(token.createdAt),
    expiresAt: time(token.expiresAt),
  };
}

function mailOf(mail: QueuedMail) {
  return {
    kind: mail.kind,
    askedAt: time(mail.createdAt),
    nextTryAt: time(mail.dueAt),
  };
}

/** Formats milliseconds since the epoch; null stays null. */
function time(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
