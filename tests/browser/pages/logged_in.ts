/**
 * Pages for logged-in users.
 *
 * @module
 */
import { type ActivityKind, recordActivity } from "@latchkey/core";
import { startSession } from "@latchkey/core/testing";
import { ANNA } from "../../site.ts";
import {
  annaOf,
  asAnna,
  type PageState,
  type Scene,
  send,
  sendFilled,
  sendWithMistakes,
} from "./page_state.ts";

const PHONE =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.0 Mobile/15E148 Safari/604.1";

/** More than one page of activity. */
const MUCH = 60;

const loggedIn = (path: string) => async (scene: Scene) => {
  await asAnna(scene);
  await scene.page.goto(path);
};

/** The initial pages. */
const initial: readonly PageState[] = [
  { name: "home-logged-in", pose: loggedIn("/") },
  { name: "private", pose: loggedIn("/private") },
  { name: "account", pose: loggedIn("/account") },
  { name: "name", pose: loggedIn("/account/name") },
  { name: "address", pose: loggedIn("/account/address") },
  { name: "password", pose: loggedIn("/account/password") },
  {
    name: "activity-empty",
    unpictured: true,
    pose: loggedIn("/account/activity"),
  },
  { name: "export", pose: loggedIn("/account/export") },
  { name: "delete", pose: loggedIn("/account/delete") },
  { name: "logout", pose: loggedIn("/auth/logout") },
];

/** Account pages after an action, successful or not. */
const done: readonly PageState[] = [
  filledIn("account-changed", "/account/name", { name: "Anna Achmatowa" }),
  filledIn("name-mistakes", "/account/name", { name: "x".repeat(200) }),
  filledIn("address-mistakes", "/account/address", { address: "anna" }),
  {
    name: "address-sent",
    async pose({ page, ...scene }) {
      await asAnna({ page, ...scene });
      await page.goto("/account/address");
      await sendFilled(page, { address: "anna@elsewhere.example" });
    },
  },
  {
    name: "address-without-mail",
    unpictured: true,
    async pose(scene) {
      Object.assign(scene.site.services.mail, { enabled: false });
      await loggedIn("/account/address")(scene);
    },
  },
  {
    name: "password-mistakes",
    async pose(scene) {
      await loggedIn("/account/password")(scene);
      await scene.page.locator("[name=password]").fill("short");
      await sendWithMistakes(scene.page);
    },
  },
  filledIn("delete-wrong", "/account/delete", { password: "wrong" }),
  {
    name: "goodbye",
    async pose(scene) {
      await loggedIn("/account/delete")(scene);
      await sendFilled(scene.page, { password: ANNA.password });
    },
  },
];

/** Pages with a lot of content. */
const full: readonly PageState[] = [
  {
    name: "sessions",
    async pose(scene) {
      await startPhones(scene, 2);
      await loggedIn("/account/sessions")(scene);
    },
  },
  {
    name: "sessions-ended",
    unpictured: true,
    async pose(scene) {
      await startPhones(scene, 1);
      await loggedIn("/account/sessions")(scene);
      await send(scene.page);
    },
  },
  {
    name: "activity",
    async pose(scene) {
      await act(scene, ["signed_up", "name_changed", "login_failed"]);
      await loggedIn("/account/activity")(scene);
    },
  },
  {
    name: "activity-long",
    unpictured: true,
    async pose(scene) {
      await act(scene, Array(MUCH).fill("exported"));
      await loggedIn("/account/activity")(scene);
    },
  },
];

/** All of them. */
export const account = [
  ...initial,
  ...done,
  ...full,
];

function filledIn(
  name: string,
  path: string,
  fields: Readonly<Record<string, string>>,
): PageState {
  return {
    name,
    unpictured: true,
    async pose(scene) {
      await loggedIn(path)(scene);
      await sendFilled(scene.page, fields);
    },
  };
}

/** Adds events to Anna's account, an hour apart. */
async function act(scene: Scene, kinds: readonly ActivityKind[]) {
  const anna = await annaOf(scene);
  const clientInfo = { userAgent: PHONE, clientAddress: "192.0.2.7" };
  for (const kind of kinds) {
    await recordActivity(scene.site.services, anna, kind, clientInfo);
    scene.site.clock.advance(60 * 60_000);
  }
}

async function startPhones(scene: Scene, count: number): Promise<void> {
  const anna = await annaOf(scene);
  for (let phone = 0; phone < count; phone++) {
    await startSession(scene.site.services, anna, {
      remembered: true,
      userAgent: PHONE,
      provedAt: 0,
    });
    scene.site.clock.advance(3 * 60 * 60_000);
  }
}
