import { HttpError } from "fresh";
import {
  bringsBearer,
  isMetricsToken,
  noteSecurityEvent,
  PROMETHEUS_TYPE,
  prometheusText,
} from "@latchkey/core/http";
import { define } from "../lib/state.ts";

/** The numbers, for Prometheus alone: who has no token finds nothing here. */
export const handlers = define.handlers({
  async GET(ctx) {
    const { req, state: { services: { settings, watch } } } = ctx;
    if (settings.metricsToken === null) throw new HttpError(404);
    if (!await isMetricsToken(req.headers, settings.metricsToken)) {
      if (bringsBearer(req.headers)) {
        await noteSecurityEvent(ctx, "token_refused");
      }
      return new Response("Send METRICS_TOKEN as a Bearer token.\n", {
        status: 401,
        headers: { "www-authenticate": "Bearer" },
      });
    }
    return new Response(await prometheusText(watch.instruments.families), {
      headers: { "content-type": PROMETHEUS_TYPE },
    });
  },
});
