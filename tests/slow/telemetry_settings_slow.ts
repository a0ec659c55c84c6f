/** The journey of `telemetry_test.ts` with other telemetry settings. */
import assert from "node:assert/strict";
import { type Collector, startCollector } from "../telemetry/collector.ts";
import { STRAY_TRACE, travel } from "../telemetry/journey.ts";
import { assertNoSecret } from "../telemetry/secrets.ts";

/**
 * Runs the journey with these telemetry settings and searches the result for
 * secrets.
 */
async function assertJourneyLeaksNothing(
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
  assert.ok(names.has("latchkey.logins"), "the metrics arrived");
  assert.doesNotMatch(collector.raw(), /resourceLogs/);
  look(collector);
}

Deno.test("a collector gets no secret with one trace in twenty, as documented", () =>
  assertJourneyLeaksNothing({
    OTEL_TRACES_SAMPLER: "traceidratio",
    OTEL_TRACES_SAMPLER_ARG: "0.05",
  }, (collector) => {
    assert.ok(collector.spans().length < 100, "not every trace arrived");
  }));

Deno.test("a collector gets no secret and no span with metrics only", () =>
  assertJourneyLeaksNothing({
    OTEL_DENO: "",
    OTEL_DENO_METRICS: "true",
    OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT: "",
  }, (collector) => {
    assert.deepEqual(collector.spans(), []);
    assert.doesNotMatch(collector.raw(), /resourceSpans/);
  }));

for (const propagators of ["none", "tracecontext,baggage"]) {
  Deno.test(`a collector gets nothing a client wrote, behind a proxy with OTEL_PROPAGATORS=${propagators}`, () =>
    assertJourneyLeaksNothing({
      TRUST_PROXY: "1",
      OTEL_PROPAGATORS: propagators,
    }, (collector) => {
      const spans = collector.spans();
      assert.ok(spans.length > 100);
      assert.equal(
        spans.some(({ traceId }) => traceId === STRAY_TRACE),
        propagators !== "none",
        "what arrived was trusted according to the setting",
      );
    }));
}
