/**
 * Pages for admins and developers, long texts, and errors.
 *
 * @module
 */
import {
  addUser,
  sendNotice,
  StoreUnavailableError,
} from "@latchkey/core/testing";
import { userAt } from "../../routes/own_account.ts";
import { ANNA } from "../../site.ts";
import {
  annaOf,
  asAnna,
  logInAs,
  type PageState,
  type Scene,
  send,
} from "./page_state.ts";

const DEVELOPMENT = {
  services: { settings: { appEnv: "development" } },
} as const;

/** An address and a name with no place to break. */
const LONG_ADDRESS = `${"a".repeat(60)}@example.com`;
const LONG_NAME = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbau";

const admin: readonly PageState[] = [
  { name: "users", random: "main code", pose: asAdmin("/admin/users") },
  {
    name: "users-none",
    unpictured: true,
    pose: asAdmin("/admin/users?q=nobody"),
  },
  {
    name: "users-disabled",
    unpictured: true,
    random: "main code",
    async pose(scene) {
      await asAdmin("/admin/users")(scene);
      await send(scene.page, "main form.actions");
    },
  },
  {
    name: "users-many",
    unpictured: true,
    async pose(scene) {
      const { services } = scene.site;
      for (let count = 0; count < 60; count++) {
        await addUser(services, {
          address: `reader${count}@example.com`,
          passwordHash: "-",
        });
      }
      await asAdmin("/admin/users")(scene);
    },
  },
];

const long: readonly PageState[] = [
  { name: "long-home", pose: asLong("/") },
  { name: "long-account", pose: asLong("/account") },
  { name: "long-users", random: "main code", pose: asLong("/admin/users") },
  { name: "long-mail", unpictured: true, pose: asLong("/auth/verify") },
];

const errors: readonly PageState[] = [
  {
    name: "error-404",
    pose: async ({ page }) => void await page.goto("/nowhere"),
  },
  {
    name: "error-403",
    async pose(scene) {
      await asAnna(scene);
      await scene.page.goto("/admin/users");
    },
  },
  {
    name: "error-500",
    random: "main code",
    async pose(scene) {
      await failing(scene, new Error("the disk is full"));
    },
  },
  {
    name: "error-503",
    async pose(scene) {
      await failing(scene, new StoreUnavailableError("gone"));
    },
  },
];

/** What a proxy shows while the site doesn't answer. */
const away: readonly PageState[] = [
  {
    name: "offline",
    frameless: "page",
    async pose({ page }) {
      const file = new URL("../../../docs/proxy/offline.html", import.meta.url);
      await page.route("**/offline", async (route) => {
        const body = await Deno.readTextFile(file);
        await route.fulfill({ body, contentType: "text/html" });
      });
      await page.goto("/offline");
    },
  },
];

const development: readonly PageState[] = [
  {
    name: "mailbox",
    site: DEVELOPMENT,
    unpictured: true,
    async pose(scene) {
      await mailAnna(scene);
      await scene.page.goto("/dev/mail");
    },
  },
  {
    name: "mailbox-empty",
    site: DEVELOPMENT,
    unpictured: true,
    pose: async ({ page }) => void await page.goto("/dev/mail"),
  },
  {
    name: "mail",
    site: DEVELOPMENT,
    unpictured: true,
    async pose(scene) {
      await scene.page.goto(`/dev/mail/${await mailAnna(scene)}`);
    },
  },
  {
    name: "mail-html",
    site: DEVELOPMENT,
    frameless: "mail",
    random: "a:not([href*=token])", // The site's address has a port.
    async pose(scene) {
      await scene.page.goto(`/dev/mail/${await mailAnna(scene)}/html`);
    },
  },
];

const components: readonly PageState[] = [
  {
    name: "components",
    site: DEVELOPMENT,
    unpictured: true,
    pose: async ({ page }) => void await page.goto("/dev/components"),
  },
];

/** All of them. */
export const rest = [
  ...admin,
  ...long,
  ...errors,
  ...away,
  ...development,
  ...components,
];

function asAdmin(path: string) {
  return async (scene: Scene) => {
    const { users } = scene.site.services.store;
    const { id } = await annaOf(scene);
    await logInAs(scene, (await users.update(id, { roles: ["admin"] }))!);
    await scene.page.goto(path);
  };
}

/** A user with an unbreakable name and address, still to be confirmed. */
function asLong(path: string) {
  return async (scene: Scene) => {
    const verified = path.startsWith("/admin");
    await logInAs(
      scene,
      await addUser(scene.site.services, {
        address: LONG_ADDRESS,
        name: LONG_NAME,
        roles: ["admin"],
        verified,
      }),
    );
    await scene.page.goto(path);
  };
}

/** A page whose data can't be loaded. */
async function failing(scene: Scene, error: Error): Promise<void> {
  await asAnna(scene);
  Object.assign(scene.site.services.store.sessions, {
    listOf: () => Promise.reject(error),
  });
  await scene.page.goto("/account");
}

/** Notifies Anna that her password was changed, and returns the email's id. */
async function mailAnna(scene: Scene): Promise<string> {
  const { services, mailTo } = scene.site;
  const { id: userId } = await userAt(scene.site, ANNA.username);
  await sendNotice(services, userId);
  return (await mailTo(ANNA.username)).id;
}
