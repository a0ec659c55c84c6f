/**
 * A person's own trusted browsers.
 *
 * @module
 */
import type { ClientInfo } from "../../http/client_details.ts";
import type { Messages } from "../../i18n/messages.ts";
import type { Services } from "../../services.ts";
import type { User } from "../account/user.ts";
import { recordActivity } from "../activity/activity.ts";
import {
  deviceName,
  type DeviceType,
  deviceType,
} from "../session/device_name.ts";
import { findTrustedBrowser, listTrustedBrowsers } from "./trusted_browsers.ts";

/**
 * A trusted browser as its owner sees it. The id is not a secret: it is not a token.
 *
 * @example
 * ```ts
 * import type { TrustedBrowserView } from "@latchkey/core";
 *
 * export const label = ({ device, present }: TrustedBrowserView): string =>
 *   present ? `${device} (this browser)` : device;
 * ```
 */
export interface TrustedBrowserView {
  readonly id: string;
  /** Such as "Firefox on Windows". */
  readonly device: string;
  /** For the icon. */
  readonly deviceType: DeviceType;
  /** Whether it is the browser of this request. */
  readonly present: boolean;
  /** In milliseconds since the epoch, like the other times. */
  readonly createdAt: number;
  readonly lastUsedAt: number;
  readonly expiresAt: number;
}

/**
 * Returns the browsers that an account trusts: the present one first, then the newest.
 *
 * @example
 * ```ts
 * import { type LoggedInState, viewTrustedBrowsers } from "@latchkey/core";
 * import { clientInfoOf } from "@latchkey/core/http";
 * import type { Context } from "fresh";
 *
 * export async function browsers(ctx: Context<LoggedInState>) {
 *   const { services, user, language } = ctx.state;
 *   const clientInfo = await clientInfoOf(ctx);
 *   return await viewTrustedBrowsers(services, user, clientInfo, language.messages.device);
 * }
 * ```
 */
export async function viewTrustedBrowsers(
  services: Pick<Services, "store" | "now">,
  user: Pick<User, "id">,
  clientInfo: ClientInfo,
  messages: Messages["device"],
): Promise<readonly TrustedBrowserView[]> {
  const present = await findTrustedBrowser(services, clientInfo, user);
  const browsers = await listTrustedBrowsers(services, user);
  const views = await Promise.all(browsers.map(async (browser) => ({
    id: browser.id,
    device: await deviceName(browser.userAgent, messages),
    deviceType: await deviceType(browser.userAgent),
    present: browser.id === present?.id,
    createdAt: browser.createdAt,
    lastUsedAt: browser.lastUsedAt,
    expiresAt: browser.expiresAt,
  })));
  return views.sort((a, b) => Number(b.present) - Number(a.present));
}

/**
 * Ends the trust in one of an account's browsers, or with `all` in each of them, and records it.
 * Returns false if there was none.
 *
 * @example
 * ```ts
 * import { endTrust, type LoggedInState } from "@latchkey/core";
 * import { clientInfoOf, readForm } from "@latchkey/core/http";
 * import type { Context } from "fresh";
 *
 * export async function POST(ctx: Context<LoggedInState>) {
 *   const { services, user } = ctx.state;
 *   const { browser = "all" } = await readForm(ctx.req);
 *   await endTrust(services, user, browser, await clientInfoOf(ctx));
 *   return ctx.redirect("/account/trusted-browsers", 303);
 * }
 * ```
 */
export async function endTrust(
  services: Pick<Services, "store" | "now">,
  user: Pick<User, "id">,
  browser: string,
  clientInfo: ClientInfo,
): Promise<boolean> {
  const { store: { trustedBrowsers } } = services;
  const isAll = browser === "all";
  const found = (await listTrustedBrowsers(services, user))
    .filter(({ id }) => isAll || id === browser);
  if (isAll) await trustedBrowsers.endAll(user.id);
  for (const { id, userAgent } of found) {
    if (!isAll && !await trustedBrowsers.end(user.id, id)) return false;
    await recordActivity(
      services,
      user,
      "browser_untrusted",
      clientInfo,
      userAgent,
    );
  }
  return found.length > 0;
}
