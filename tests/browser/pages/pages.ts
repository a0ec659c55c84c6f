/**
 * Every page of the site in every state: the one list used by checks and
 * screenshots.
 *
 * @module
 */
import { account } from "./logged_in.ts";
import { between } from "./interruptions.ts";
import { entrance } from "./logged_out.ts";
import { mailed } from "./emailed_links.ts";
import { ownPasskeys } from "./passkeys.ts";
import { providers } from "./providers.ts";
import { recoveries } from "./recovering.ts";
import { rest } from "./other.ts";
import { newDevices } from "./new_devices.ts";
import { secondFactors } from "./second_factors.ts";
import type { PageState } from "./page_state.ts";

/** The pages by what they are for. */
export const PAGE_GROUPS: Readonly<Record<string, readonly PageState[]>> = {
  "logged out": entrance,
  "emailed links": mailed,
  "account": account,
  "second factors": secondFactors,
  "passkeys": ownPasskeys,
  "providers": providers,
  "new devices": newDevices,
  "account recovery": recoveries,
  "interruptions": between,
  "other pages": rest,
};

/** All pages in all states. */
export const PAGES: readonly PageState[] = Object.values(PAGE_GROUPS).flat();
