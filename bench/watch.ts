/**
 * Measures what it costs to be watched: GET / with the request log, with numbers and
 * with OpenTelemetry, each as a share of the same without any of it: in turn, in one
 * run, the median of five. Run it after `deno task build` with the permissions of
 * `deno task bench`.
 *
 * @module
 */
import { generateKey } from "../lib/auth/keys.ts";
import { generatorName, median, requestsPerSecond } from "./load.ts";
import { startApp } from "./servers.ts";

const ROUNDS = 5;
const SECONDS = 3;

/** Takes what is exported, and forgets it. */
const collector = Deno.serve(
  { hostname: "127.0.0.1", port: 0, onListen() {} },
  async (request) => {
    await request.arrayBuffer();
    return Response.json({});
  },
);

/** As in production, where a line is JSON. */
const PRODUCTION = {
  APP_ENV: "production",
  HOST: "localhost",
  JWT_KEYS: JSON.stringify({ keys: [generateKey()] }),
};

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
  const measured = await Promise.all(ways.map(async (way, index) => {
    const env = { ...PRODUCTION, ...way.env };
    const server = await startApp(`${folder}/${index}.db`, env);
    const target = { url: `${server.address}/`, headers: {} };
    return { ...way, server, target, rates: [] as number[] };
  }));
  for (const { target } of measured) await requestsPerSecond(target, 1);
  for (let round = 0; round < ROUNDS; round++) {
    for (const { target, rates } of measured) {
      rates.push(await requestsPerSecond(target, SECONDS));
    }
  }
  await Promise.all(measured.map(({ server }) => server.stop()));

  const base = median(measured[0].rates);
  console.log(
    `| GET / (by ${generatorName}) | requests/s | share | µs more | bar |`,
  );
  console.log("| --- | --- | --- | --- | --- |");
  for (const { what, rates, bar = "" } of measured) {
    const rate = median(rates);
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
