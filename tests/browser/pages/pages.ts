/**
 * Every page of the site in every state: the one list used by checks and
 * screenshots.
 *
 * @module
 */
import { account } from "./account.ts";
import { between } from "./between.ts";
import { entrance } from "./entrance.ts";
import { mailed } from "./mailed.ts";
import { rest } from "./rest.ts";
import type { PageState } from "./stage.ts";

/** All pages in all states. */
export const PAGES: readonly PageState[] = [
  ...entrance,
  ...mailed,
  ...account,
  ...between,
  ...rest,
];
