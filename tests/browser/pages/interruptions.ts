/**
 * Pages between a logged-in user and the page they asked for.
 *
 * @module
 */
import { addUser } from "@latchkey/core/testing";
import { ANNA } from "../../site.ts";
import {
  annaOf,
  asAnna,
  logInAs,
  type PageState,
  type Scene,
  send,
  sendFilled,
} from "./page_state.ts";

/** The password is requested again. */
const stepUp: readonly PageState[] = [
  {
    name: "password-again",
    async pose(scene) {
      await logInAs(scene, await annaOf(scene), 0);
      await scene.page.goto("/account/export");
    },
  },
  {
    name: "password-again-wrong",
    unpictured: true,
    async pose(scene) {
      await logInAs(scene, await annaOf(scene), 0);
      await scene.page.goto("/account/export");
      await sendFilled(scene.page, { step_up_password: "wrong" });
    },
  },
];

/** The session ends or has ended while a form is open. */
const loggedOut: readonly PageState[] = [
  {
    name: "session-ending",
    site: { services: { settings: { accessTokenSeconds: 90 } } },
    async pose(scene) {
      await asAnna(scene);
      await scene.page.goto("/account/name");
      await scene.page.locator("main [role=alert] button").waitFor();
    },
  },
  {
    name: "login-again",
    async pose(scene) {
      await sendLate(scene);
    },
  },
  {
    name: "login-again-mistakes",
    unpictured: true,
    async pose(scene) {
      await sendLate(scene);
      await send(scene.page);
    },
  },
  {
    name: "send-again",
    async pose(scene) {
      await sendLate(scene);
      await sendFilled(scene.page, ANNA);
    },
  },
];

/** The address is waiting for confirmation. */
const unconfirmed: readonly PageState[] = [
  {
    name: "home-unconfirmed",
    async pose(scene) {
      await logInAs(scene, await newcomer(scene));
      await scene.page.goto("/");
    },
  },
  {
    name: "account-unconfirmed",
    unpictured: true,
    async pose(scene) {
      await logInAs(scene, await newcomer(scene));
      await scene.page.goto("/account");
    },
  },
  {
    name: "code-logged-in",
    async pose(scene) {
      await logInAs(scene, await newcomer(scene));
      await scene.page.goto("/auth/verify");
      await send(scene.page, "main form.after");
    },
  },
];

/** All of them. */
export const between = [...stepUp, ...loggedOut, ...unconfirmed];

/** Submits a form with a name after the session's end. */
async function sendLate(scene: Scene): Promise<void> {
  await asAnna(scene);
  await scene.page.goto("/account/name");
  scene.site.clock.advance(31 * 60_000);
  await sendFilled(scene.page, { name: "Anna Achmatowa" });
}

function newcomer({ site }: Scene) {
  const address = "newcomer@example.com";
  return addUser(site.services, { address, verified: false });
}
