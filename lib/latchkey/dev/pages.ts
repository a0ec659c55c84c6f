/**
 * The pages at `/dev`: emails and the site's components. Production does not load them.
 *
 * @module
 */
import { App, HttpError } from "fresh";
import type { Services } from "../services.ts";
import type { Language } from "../i18n/messages.ts";
import type { Middleware, State } from "../state.ts";
import { isDeveloper } from "./developer.ts";
import type { Gallery } from "./gallery_pages.tsx";

/**
 * Creates the pages for developers. Mount them at `/dev` after the site's own routes.
 *
 * @param gallery Loads the components for `/dev/components`.
 * @example
 * ```ts
 * import type { Services, State } from "@latchkey/core";
 * import { devPages, type Specimens } from "@latchkey/core/dev";
 * import { App } from "fresh";
 *
 * export function createApp(services: Services, pages: Specimens) {
 *   const gallery = () => Promise.resolve({ parts: () => ({}), pages });
 *   return new App<State>().fsRoutes()
 *     .mountApp("/dev", devPages(services, gallery));
 * }
 * ```
 */
export function devPages<SiteLanguage extends Language>(
  { settings }: Pick<Services, "settings">,
  gallery: () => Promise<Gallery<SiteLanguage>>,
): App<State<SiteLanguage>> {
  const app = new App<State<SiteLanguage>>();
  if (settings.appEnv === "production") return app;
  const mail = () => import("./mail_pages.tsx");
  const components = () => import("./gallery_pages.tsx");
  return app
    .use(onlyForDevelopers)
    .get("/mail", async (ctx) => (await mail()).showMailbox(ctx))
    .get("/mail/:id", async (ctx) => (await mail()).showMessage(ctx))
    .get("/mail/:id/html", async (ctx) => (await mail()).showHtml(ctx))
    .get(
      "/components",
      async (ctx) => (await components()).showGallery(ctx, await gallery()),
    )
    .get(
      "/components/:name",
      async (ctx) => (await components()).showComponent(ctx, await gallery()),
    );
}

/** Hides the pages behind a proxy and where emails are sent, in case `APP_ENV` was forgotten. */
const onlyForDevelopers: Middleware = (ctx) => {
  if (!ctx.state.services.mail.mailbox || !isDeveloper(ctx)) {
    throw new HttpError(404);
  }
  return ctx.next();
};
