/**
 * Sites that ask for a code by email on new devices.
 *
 * @module
 */
import { readSettings } from "@latchkey/core";
import { site } from "../../lib/site.ts";
import { openSite, type Site, type Visitor } from "../site.ts";

/** The settings that turn it on. */
export const CODES_ON = readSettings(site, {
  APP_ENV: "test",
  EMAIL_CODE_FOR_NEW_DEVICES: "yes",
}).features;

type Overrides = NonNullable<Parameters<typeof openSite>[0]>;

/** Opens a site that asks for codes. */
export function openSiteWithCodes(
  { settings, ...overrides }: Overrides = {},
): Promise<Site> {
  return openSite({
    ...overrides,
    settings: { ...settings, features: CODES_ON },
  });
}

/** The page that asks for the code. */
export const PAGE = "/auth/second-factor";

/** Enters a code there. */
export function enter(visitor: Visitor, proof: string): Promise<Response> {
  return visitor.post(PAGE, { factor: "email_code", proof });
}
