/**
 * Renders the pages of authenticator apps and recovery codes in every state, in
 * one language.
 *
 * @module
 */
import { recoveryCodes } from "@latchkey/core/features";
import { ANNA, openSite, type Site } from "../site.ts";
import { visitorIn } from "../routes/auth_pages.ts";
import { MINUTE, textOf, userAt } from "../routes/own_account.ts";
import {
  addApp,
  APPS,
  beginSetup,
  CODES,
  enter,
  setUpApp,
  STEP_MS,
  toSecondStep,
} from "./authenticator.ts";

const CODES_PAGE = "/account/recovery-codes";

/** What a device is called on these pages. */
export const DEVICE = "Nokia 3310";

type Pages = AsyncGenerator<Response>;

/** Anna in her browser, in a language. */
async function anna(code: string) {
  const site = await openSite();
  const visitor = visitorIn(site, code);
  await visitor.logIn(ANNA);
  return { site, visitor, [Symbol.asyncDispose]: site[Symbol.asyncDispose] };
}

/** Yields the HTML of each page in turn. */
export async function* factorPages(code: string): AsyncGenerator<string> {
  for (const walk of [settingUp, keepingCodes]) {
    for await (const page of walk(code)) yield await textOf(page);
  }
}

async function* settingUp(code: string): Pages {
  await using context = await anna(code);
  const { site, visitor } = context;
  yield visitor.get(APPS);
  yield visitor.get(CODES_PAGE);
  const setup = await beginSetup(site, visitor);
  yield visitor.get(setup.page);
  yield visitor.post(setup.page, { code: "", name: "\u202E" });
  yield visitor.post(setup.page, { code: "000000", name: DEVICE });
  yield visitor.post(setup.page, { code: setup.code(), name: DEVICE });
  for (
    const notice of [
      "app_added",
      "app_removed",
      "last_app_removed",
      "setup_over",
    ]
  ) {
    visitor.cookies.set("notice", notice);
    yield visitor.get(APPS);
  }
  yield visitor.post(APPS, { remove: "none" });
  await addApp(site, visitor, "");
  const last = await beginSetup(site, visitor);
  await textOf(visitor.post(last.page, { code: last.code(), name: "" }));
  site.clock.advance(2 * STEP_MS);
  yield visitor.get(APPS);
}

async function* keepingCodes(code: string): Pages {
  await using context = await anna(code);
  const { site, visitor } = context;
  await addApp(site, visitor);
  yield visitor.get(CODES_PAGE);
  yield visitor.post(CODES_PAGE, { codes: "lost" });
  yield visitor.post(CODES_PAGE, {});
  const fresh = await replaced(site, 8);
  const other = visitorIn(site, code);
  const path = await toSecondStep(other, ANNA);
  await textOf(enter(other, fresh, CODES, path));
  visitor.cookies.set("notice", "codes_unseen");
  yield visitor.get(CODES_PAGE);
  yield other.get(`${CODES_PAGE}?next=%2F`);
  await replaced(site, 10);
  yield visitor.get(CODES_PAGE);
}

/** Makes new codes for Anna, uses some up, and returns the last. */
async function replaced(site: Site, used: number): Promise<string> {
  const { id } = await userAt(site, ANNA.username);
  const queries = site.services.use(recoveryCodes);
  const codes = await queries.replace(id);
  for (const code of codes.slice(0, used)) await queries.use(id, code);
  return codes[9];
}

/** The account page of someone with an app and two recovery codes. */
export async function* protectedAccount(code: string): Pages {
  await using context = await anna(code);
  const { site, visitor } = context;
  await setUpApp(site, (await userAt(site, ANNA.username)).id);
  yield visitor.get("/account");
  await replaced(site, 8);
  yield visitor.get("/account");
}

/** The page that asks for a factor. */
export async function* askingForFactor(code: string): Pages {
  await using context = await anna(code);
  const { site, visitor } = context;
  await setUpApp(site, (await userAt(site, ANNA.username)).id);
  site.clock.advance(11 * MINUTE);
  yield visitor.post(APPS, {});
  yield visitor.post(APPS, {
    step_up_factor: "authenticator_app",
    step_up_proof: "000000",
  });
}
