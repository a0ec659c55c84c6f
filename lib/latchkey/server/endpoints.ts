/**
 * Endpoints for programs that every site has.
 *
 * @module
 */
import { App } from "fresh";
import { deadline } from "../deadline.ts";
import { passkeyEndpoints } from "../features/passkeys/well_known.ts";
import { bringsBearer } from "../http/prefers_json.ts";
import { logSecurityEvent } from "../http/security_events.ts";
import {
  ANSWER_WITHIN_MS,
  createWriteProbe,
  tooSlow,
} from "../http/write_probe.ts";
import type { Services } from "../services.ts";
import type { Middleware, State } from "../state.ts";
import { logDatabaseFailure } from "../telemetry/database_failures.ts";
import { isMetricsToken, METRICS } from "../telemetry/metrics_token.ts";
import { PROMETHEUS_TYPE, prometheusText } from "../telemetry/prometheus.ts";

/**
 * How long `security.txt` is valid, in milliseconds. RFC 9116 §2.5.5 recommends less than a
 * year.
 */
const SECURITY_TXT_MS = 90 * 24 * 60 * 60 * 1000;

/**
 * Creates the endpoints `/healthz`, `/readyz`, `/metrics` (with `METRICS_TOKEN`),
 * `/.well-known/change-password`, `/.well-known/security.txt` (with `SECURITY_CONTACT`, RFC
 * 9116), `/.well-known/passkey-endpoints` (with the feature `passkeys`) and
 * `/.well-known/webauthn` (with `PASSKEY_ORIGINS`). Mount them before the site's own routes. Fresh shows no error page there, so they
 * respond to failures themselves: `/readyz` with 503 and `Retry-After`, `/metrics` without the
 * token with 401.
 *
 * @example
 * ```ts
 * import type { Services, State } from "@latchkey/core";
 * import { latchkey } from "@latchkey/core/http";
 * import { endpoints } from "@latchkey/core/server";
 * import { App } from "fresh";
 *
 * export function createApp(services: Services) {
 *   return new App<State>()
 *     .use(...latchkey(services))
 *     .mountApp("", endpoints(services))
 *     .fsRoutes();
 * }
 * ```
 */
export function endpoints<Of extends State>(services: Services): App<Of> {
  const { metricsToken, securityContact } = services.settings;
  const app = new App<Of>()
    .get("/healthz", noStore(() => new Response("alive\n")))
    .get("/readyz", noStore(readiness(services)))
    // For password managers (W3C, "A Well-Known URL for Changing Passwords").
    .get(
      "/.well-known/change-password",
      noStore((ctx) => ctx.redirect("/account/password", 303)),
    );
  if (metricsToken !== null) app.get(METRICS, noStore(metrics(metricsToken)));
  if (securityContact !== null) {
    app.get("/.well-known/security.txt", noStore(securityTxt(securityContact)));
  }
  for (const [path, answer] of passkeyEndpoints(services)) {
    app.get(path, noStore(answer));
  }
  return app;
}

/** Adds `Cache-Control: no-store`. */
function noStore(answer: Middleware): Middleware {
  return async (ctx) => {
    const response = await answer(ctx);
    response.headers.set("cache-control", "no-store");
    return response;
  };
}

/** Responds 200 when the database answers and accepts writes. */
function readiness(services: Services): Middleware {
  const { store, log } = services;
  const probe = createWriteProbe(services);
  return async () => {
    // No write is tried when the read gets no answer.
    const asked = store.ping().then(probe);
    try {
      await deadline(asked, ANSWER_WITHIN_MS, tooSlow);
      return new Response("ready\n");
    } catch (error) {
      logDatabaseFailure(log, "database.unreachable", error);
      return new Response("The database is not ready.\n", {
        status: 503,
        headers: { "retry-after": "5" },
      });
    }
  };
}

/** Metrics for Prometheus. */
function metrics(token: string): Middleware {
  return async (ctx) => {
    const { req, state: { services: { telemetry } } } = ctx;
    if (!await isMetricsToken(req.headers, token)) {
      if (bringsBearer(req.headers)) {
        await logSecurityEvent(ctx, "token_rejected");
      }
      return new Response("Send METRICS_TOKEN as a Bearer token.\n", {
        status: 401,
        headers: { "www-authenticate": "Bearer" },
      });
    }
    return new Response(await prometheusText(telemetry.instruments.families), {
      headers: { "content-type": PROMETHEUS_TYPE },
    });
  };
}

/** The contact for vulnerability reports (RFC 9116). */
function securityTxt(contact: string): Middleware {
  return ({ state: { services: { settings: { publicUrl }, now } } }) => {
    const lines = [
      `Contact: ${contact}`,
      `Expires: ${new Date(now() + SECURITY_TXT_MS).toISOString()}`,
      ...publicUrl
        ? [`Canonical: ${new URL("/.well-known/security.txt", publicUrl)}`]
        : [],
    ];
    return new Response(lines.map((line) => `${line}\r\n`).join(""), {
      headers: { "content-type": "text/plain; charset=utf-8" },
    });
  };
}
