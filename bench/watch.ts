/**
 * Measures what it costs to be watched: GET / with the request log, with numbers and
 * with OpenTelemetry, each as a share of the same without any of it: in turn, in one
 * run, the median of five. Run it after `deno task build` with the permissions of
 * `deno task bench`.
 *
 * @module
 */
import { WHOLE } from "./extent.ts";
import { generatorName, inTurn } from "./load.ts";
import { startApp } from "./servers.ts";

/** Takes what is exported, and forgets it. */
const collector = Deno.serve(
  { hostname: "127.0.0.1", port: 0, onListen() {} },
  async (request) => {
    await request.arrayBuffer();
    return Response.json({});
  },
);

const COLLECTOR = {
  OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${collector.addr.port}`,
};

const TELEMETRY = {
  ...COLLECTOR,
  OTEL_DENO: "true",
  OTEL_DENO_CONSOLE: "ignore",
  OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT: "0",
  OTEL_PROPAGATORS: "none",
};

const ways: { what: string; env: Record<string, string>; bar?: string }[] = [
  { what: "unwatched", env: {} },
  { what: "request log", env: { LOG_LEVEL: "info" }, bar: "≥ 0.90" },
  {
    what: "`METRICS_TOKEN`",
    env: { METRICS_TOKEN: "0123456789abcdef0123456789abcdef" },
  },
  {
    what: "OpenTelemetry, numbers alone",
    env: { ...COLLECTOR, OTEL_DENO_METRICS: "true" },
  },
  {
    what: "OpenTelemetry, 5 % of traces",
    env: {
      ...TELEMETRY,
      OTEL_TRACES_SAMPLER: "traceidratio",
      OTEL_TRACES_SAMPLER_ARG: "0.05",
    },
  },
  { what: "OpenTelemetry, every trace", env: TELEMETRY },
];

await Deno.mkdir(".data", { recursive: true });
const folder = await Deno.makeTempDir({ dir: ".data", prefix: "bench-" });
try {
  await using stack = new AsyncDisposableStack();
  const servers = await Promise.all(
    ways.map(async ({ env }, index) =>
      stack.use(await startApp(`${folder}/${index}.db`, env))
    ),
  );
  const targets = servers.map(({ address }) => ({ url: `${address}/` }));
  const rates = await inTurn(targets, WHOLE);

  console.log(
    `| GET / (by ${generatorName}) | requests/s | share | µs more | bar |`,
  );
  console.log("| --- | --- | --- | --- | --- |");
  for (const [index, { what, bar = "" }] of ways.entries()) {
    const [rate, base] = [rates[index], rates[0]];
    const more = Math.round(1e6 / rate - 1e6 / base);
    console.log(
      `| ${what} | ${Math.round(rate)} | ${
        (rate / base).toFixed(2)
      } | ${more} | ${bar} |`,
    );
  }
} finally {
  await Deno.remove(folder, { recursive: true });
  await collector.shutdown();
}
