/** The journey of `telemetry_test.ts` in the other ways in which telemetry may be set up. */
import assert from "node:assert/strict";
import { type Collector, startCollector } from "../telemetry/collector.ts";
import { STRAY_TRACE, travel } from "../telemetry/journey.ts";
import { assertNoSecret } from "../telemetry/keeps_secrets.ts";

/** Travels with telemetry set up so, and looks for secrets in what came of it. */
async function travelWatched(
  env: Record<string, string>,
  look: (collector: Collector) => void,
): Promise<void> {
  await using collector = startCollector();
  const { secrets } = await travel({ ...collector.env, ...env });
  assertNoSecret(collector, secrets);
  for (const { attributes } of collector.spans()) {
    assert.deepEqual(attributes, []);
  }
  const names = new Set(collector.points().map(({ metric }) => metric));
  assert.ok(names.has("latchkey.logins"), "the numbers came");
  assert.doesNotMatch(collector.raw(), /resourceLogs/);
  look(collector);
}

Deno.test("with one trace of twenty, as documented, a collector learns no secret", () =>
  travelWatched({
    OTEL_TRACES_SAMPLER: "traceidratio",
    OTEL_TRACES_SAMPLER_ARG: "0.05",
  }, (collector) => {
    assert.ok(collector.spans().length < 100, "not every trace came");
  }));

Deno.test("with the numbers alone a collector learns no secret, and no span", () =>
  travelWatched({
    OTEL_DENO: "",
    OTEL_DENO_METRICS: "true",
    OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT: "",
  }, (collector) => {
    assert.deepEqual(collector.spans(), []);
    assert.doesNotMatch(collector.raw(), /resourceSpans/);
  }));

for (const propagators of ["none", "tracecontext,baggage"]) {
  Deno.test(`behind a proxy, with OTEL_PROPAGATORS=${propagators}, a collector learns nothing of what a client wrote`, () =>
    travelWatched({
      TRUST_PROXY: "1",
      OTEL_PROPAGATORS: propagators,
    }, (collector) => {
      const spans = collector.spans();
      assert.ok(spans.length > 100);
      assert.equal(
        spans.some(({ traceId }) => traceId === STRAY_TRACE),
        propagators !== "none",
        "what came was believed, or not, as the setting says",
      );
    }));
}
