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

/** All pages in all states. */
export const PAGES: readonly PageState[] = [
  ...entrance,
  ...mailed,
  ...account,
  ...secondFactors,
  ...ownPasskeys,
  ...providers,
  ...newDevices,
  ...recoveries,
  ...between,
  ...rest,
];
