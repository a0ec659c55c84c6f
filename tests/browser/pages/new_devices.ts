/**
 * Pages of logins on new devices and of trusted browsers, and the reminder to set up a second
 * factor.
 *
 * @module
 */
import { readSettings } from "@latchkey/core";
import { openMailer, trustBrowser } from "@latchkey/core/testing";
import { site as SITE } from "../../../lib/site.ts";
import { userAt } from "../../routes/own_account.ts";
import { ANNA } from "../../site.ts";
import { HAS_EMAIL_CODE } from "../../site_features.ts";
import {
  asAnna,
  type PageState,
  type Scene,
  sendFilled,
} from "./page_state.ts";

const SAFARI =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1";
const FIREFOX =
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:126.0) Gecko/20100101 Firefox/126.0";

const { features } = readSettings(SITE, {
  APP_ENV: "test",
  EMAIL_CODE_FOR_NEW_DEVICES: "yes",
});

/** A code by email. */
const emailCodes: readonly PageState[] = [
  {
    name: "email-code",
    site: { services: { settings: { features } } },
    pose: enterPassword,
  },
  {
    name: "email-code-wrong",
    site: { services: { settings: { features } } },
    unpictured: true,
    async pose(scene) {
      await enterPassword(scene);
      await sendFilled(scene.page, { proof: "000000" }, "main .card");
    },
  },
  {
    name: "email-code-delayed",
    unpictured: true,
    site: {
      services: {
        settings: { features, smtpUrl: new URL("smtp://127.0.0.1:1") },
        openMail: openMailer,
      },
    },
    async pose(scene) {
      await enterPassword(scene);
      await scene.site.services.mail.settled();
      await scene.page.reload();
    },
  },
  {
    name: "email-code-unsent",
    unpictured: true,
    site: { services: { settings: { features } } },
    async pose(scene) {
      for (let time = 0; time < 6; time++) await enterPassword(scene);
    },
  },
];

/** Browsers that need no second factor. */
const trust: readonly PageState[] = [
  {
    name: "trusted-browsers",
    async pose(scene) {
      await trustTwo(scene);
      await scene.page.goto("/account/trusted-browsers");
    },
  },
  {
    name: "trusted-browsers-none",
    unpictured: true,
    async pose(scene) {
      await asAnna(scene);
      await scene.page.goto("/account/trusted-browsers");
    },
  },
  {
    name: "account-trusted-browsers",
    unpictured: true,
    async pose(scene) {
      await trustTwo(scene);
      await scene.page.goto("/account");
    },
  },
];

const required = { requireSecondFactor: ["everyone"] };

/** A second factor that is due, and one that is overdue. */
const reminders: readonly PageState[] = [
  {
    name: "factor-due",
    site: { services: { settings: required } },
    async pose(scene) {
      await asAnna(scene);
      await scene.page.goto("/private");
    },
  },
  {
    name: "factor-overdue",
    unpictured: true,
    site: {
      services: { settings: { ...required, secondFactorGraceSeconds: 0 } },
    },
    async pose(scene) {
      await asAnna(scene);
      await scene.page.goto("/private");
    },
  },
];

/** All of them. */
export const newDevices = [
  ...HAS_EMAIL_CODE ? emailCodes : [],
  ...trust,
  ...reminders,
];

async function enterPassword({ page }: Pick<Scene, "page">): Promise<void> {
  await page.goto("/auth/login");
  await sendFilled(page, ANNA);
}

/** Anna trusts this browser and another one. */
async function trustTwo(scene: Scene): Promise<void> {
  const { services, clock } = scene.site;
  await asAnna(scene);
  const user = await userAt(scene.site, ANNA.username);
  const client = { clientAddress: "192.0.2.1", deviceCookie: null };
  await trustBrowser(services, user, { ...client, userAgent: SAFARI });
  clock.advance(60_000);
  const value = await trustBrowser(services, user, {
    ...client,
    userAgent: FIREFOX,
  });
  const name = `trusted_browser_${services.settings.port}`;
  await scene.context.addCookies([{ name, value, url: scene.site.origin }]);
}
