/**
 * A user's complete journey through the site, with a real mail server.
 *
 * @module
 */
import assert from "node:assert/strict";
import { messages } from "../../pages.ts";
import { browserTest } from "../browser.ts";
import { logInAgain, recover, signUp } from "./access.ts";
import { deleteAndReturn, deletePermanently } from "./deletion.ts";
import {
  changeAddress,
  changeName,
  changePassword,
  endSessions,
  exportAccount,
  readActivity,
  undoAddress,
} from "./account.ts";
import { CLARA, ELSEWHERE, type JourneyUser } from "./user.ts";

const PHONE =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.0 Mobile/15E148 Safari/604.1";

/** One password after the other. */
const RECOVERED = "orbit velvet cactus";
const AFTER_UNDO = "ladder plum harbour";
const CHANGED = "window copper sparrow";

/** How a user operates the site. */
export interface Way extends Pick<JourneyUser, "controls" | "confirmsBy"> {
  /** The device's name in the title. */
  readonly by: string;
  readonly script: "on" | "off";
}

/** Registers the test of one way. */
export function journeyTest({ by, ...way }: Way): void {
  browserTest(
    `signs up, recovers the password, changes everything and leaves, using the emails that arrive, by ${by}, script ${way.script}`,
    { script: way.script, mailServer: true },
    async ({ page, context, site }) => {
      const clara = { page, site, ...way };
      await signUp(clara);
      await logInAgain(clara);
      await recover(clara, RECOVERED);

      await changeName(clara, "Clara Schumann");
      await changeAddress(clara, RECOVERED);
      await undoAddress(clara, AFTER_UNDO);
      await changePassword(clara, AFTER_UNDO, CHANGED);
      await using phone = await context.browser()!.newContext({
        baseURL: site.origin,
        javaScriptEnabled: way.script === "on",
        userAgent: PHONE,
      });
      await endSessions(clara, phone, CHANGED);
      await readActivity(clara);
      await exportAccount(clara);

      await deleteAndReturn(clara, CHANGED);
      await deletePermanently(clara, CHANGED);
      assert.deepEqual(mailsTo(site.arrived), MAILS);
    },
  );
}

function mailsTo(arrived: readonly { to: string; subject: string }[]) {
  return arrived.map(({ to, subject }) => `${to}: ${subject}`).sort();
}

/** Nothing is missing, and nothing arrived twice. */
const MAILS = [
  `${ELSEWHERE}: ${messages.mails.changeAddress.subject}`,
  `${ELSEWHERE}: ${messages.mails.addressRestored.subject}`,
  ...[
    messages.mails.newDevice.subject,
    messages.mails.confirm.subject,
    messages.mails.recover.subject,
    messages.mails.accountRestored.subject,
    messages.mails.deletionRequested.subject,
    messages.mails.deletionRequested.subject,
    messages.mails.addressChanged.subject,
    messages.mails.passwordChanged.subject,
    messages.mails.passwordChanged.subject,
    messages.mails.passwordChanged.subject,
  ].map((subject) => `${CLARA.address}: ${subject}`),
].sort();
