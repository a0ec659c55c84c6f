/**
 * Addresses for programs that every site has, and whose answers nobody needs to change.
 *
 * @module
 */
import { App } from "fresh";
import { deadline } from "../deadline.ts";
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

/** How long a reader may rely on `security.txt`, in milliseconds: less than a year (RFC 9116 §2.5.5). */
const SECURITY_TXT_MS = 90 * 24 * 60 * 60 * 1000;

/**
 * Health, metrics, and what is at well-known addresses: for `app.mountApp("", …)` before the
 * site's own routes. There Fresh shows no error page, so what the settings leave out has no
 * route, and nothing here throws.
 */
export function endpoints<Of extends State>(services: Services): App<Of> {
  const { metricsToken, securityContact } = services.settings;
  const app = new App<Of>()
    .get("/healthz", unkept(() => new Response("alive\n")))
    .get("/readyz", unkept(readiness(services)))
    // Where password managers look (W3C, "A Well-Known URL for Changing Passwords").
    .get(
      "/.well-known/change-password",
      unkept((ctx) => ctx.redirect("/account/password", 303)),
    );
  if (metricsToken !== null) app.get(METRICS, unkept(metrics(metricsToken)));
  if (securityContact !== null) {
    app.get("/.well-known/security.txt", unkept(securityTxt(securityContact)));
  }
  return app;
}

/** The same answer, for nobody to keep. */
function unkept(answer: Middleware): Middleware {
  return async (ctx) => {
    const response = await answer(ctx);
    response.headers.set("cache-control", "no-store");
    return response;
  };
}

/** Ready: the database answers and takes changes. */
function readiness(services: Services): Middleware {
  const { store, log } = services;
  const probe = createWriteProbe(services);
  return async () => {
    // A database that does not answer a read is not asked to write: what is found is kept.
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

/** For Prometheus alone. */
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

/** Where to report a vulnerability (RFC 9116), for sites that say so. */
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
