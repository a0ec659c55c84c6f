/**
 * A small app behind guards, and its clients.
 *
 * @module
 */
import { App, type MiddlewareFn } from "fresh";
import { startSession } from "../features/session/sessions.ts";
import { FORM_OWNER } from "../forms/form_owner.ts";
import { describeError } from "../http/error_answer.ts";
import { provide } from "../http/provide.ts";
import { readForm } from "../http/read_form.ts";
import type { State } from "../state.ts";
import { authenticate } from "../features/session/authenticate.ts";
import { checkFormOwner } from "../features/session/form_owner_check.ts";
import type { User } from "../features/account/user.ts";
import type { TestServices } from "./services.ts";

/** The URL of the guarded page. */
export const PAGE = "http://localhost:8000/page?tab=1";

/** Sends a request as a client. */
export type Ask = (
  fields?: Record<string, string>,
  headers?: HeadersInit,
) => Promise<Response>;

/**
 * An app with one page behind guards. The page responds "page", and to a form its fields as
 * JSON. An error responds with its title.
 */
export function guardedApp(
  services: TestServices,
  ...guards: MiddlewareFn<State>[]
) {
  const app = new App<State>()
    .onError("*", (ctx) => {
      const { status, title } = describeError(
        ctx.error,
        ctx.state.language.messages.errors,
      );
      return new Response(title, { status });
    })
    .use(provide(services))
    .use(authenticate, checkFormOwner(() => null), ...guards)
    .get("/page", () => new Response("page"))
    .post("/page", async ({ req }) => {
      const { [FORM_OWNER]: _, ...fields } = await readForm(req);
      return Response.json(fields);
    });
  const handler = app.handler();
  const info: Deno.ServeHandlerInfo<Deno.NetAddr> = {
    remoteAddr: { transport: "tcp", hostname: "192.0.2.1", port: 4711 },
    completed: Promise.resolve(),
  };

  /** Requests the page, with a form when there are fields. */
  async function ask(
    fields: Record<string, string> | undefined,
    headers: HeadersInit,
  ): Promise<Response> {
    const init = fields
      ? { method: "POST", body: new URLSearchParams(fields) }
      : {};
    return await handler(new Request(PAGE, { ...init, headers }), info);
  }

  return {
    /** A client that isn't logged in. */
    asNobody: ((fields, headers = {}) => ask(fields, headers)) satisfies Ask,
    /** A browser in which the user has just logged in. */
    async asBrowserOf(user: User): Promise<Ask> {
      const { token } = await startSession(services, user, {
        remembered: true,
        userAgent: "Firefox",
        provedAt: services.now(),
      });
      let cookie = `access_token_8000=${token}`;
      return async (fields, headers) => {
        const sent = new Headers(headers);
        const more = sent.get("cookie");
        sent.set("cookie", more ? `${cookie}; ${more}` : cookie);
        sent.set("accept", sent.get("accept") ?? "text/html");
        const form = fields && { [FORM_OWNER]: user.id, ...fields };
        const answer = await ask(form, sent);
        const [line] = answer.headers.getSetCookie();
        if (line) cookie = line.split(";")[0];
        return answer;
      };
    },
    /** A program with a token of the user. */
    async asProgramOf(user: User): Promise<Ask> {
      const { token } = await startSession(services, user, {
        remembered: false,
        userAgent: "curl",
        carrier: "bearer",
        provedAt: services.now(),
      });
      return (fields) => ask(fields, { authorization: `Bearer ${token}` });
    },
  };
}
