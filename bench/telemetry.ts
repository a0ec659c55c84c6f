/**
 * The cost of telemetry: GET `/` with the request log, with metrics and with
 * OpenTelemetry, compared with none of them.
 *
 * @module
 */
import type { Extent, Turns } from "./extent.ts";
import { inTurn, median, medianRatio } from "./load.ts";
import { startApp } from "./servers.ts";
import { percent, type Row, whole } from "./table.ts";

/** A kind of telemetry, and its maximum cost. */
interface Way {
  readonly what: string;
  readonly env: Readonly<Record<string, string>>;
  /** Null where there is no bar. */
  readonly most: number | null;
}

/** Each kind alone, in turn with a server without telemetry. */
export async function measureTelemetry(
  extent: Extent,
  folder: string,
): Promise<Row[]> {
  await using collector = takeAndForget();
  const ways = telemetrySetups(`http://127.0.0.1:${collector.addr.port}`);
  const rowsOf = async (ways: readonly Way[], turns: Turns) => {
    const envs = [{}, ...ways.map(({ env }) => env)];
    const [base, ...rates] = await inTurn(
      envs.map((env, at) => ({
        start: () => startApp(`${folder}/${at}.db`, env),
        path: "/",
      })),
      turns,
    );
    return ways.map((way, at) => rowOf(way, rates[at], base));
  };
  return [
    ...await rowsOf(ways.filter(({ most }) => most !== null), extent.close),
    ...await rowsOf(ways.filter(({ most }) => most === null), extent),
  ];
}

function rowOf({ what, most }: Way, rates: number[], base: number[]): Row {
  const cost = 1 - medianRatio(rates, base);
  const [watched, unwatched] = [median(rates), median(base)];
  const us = 1e6 / watched - 1e6 / unwatched;
  return {
    what,
    figure: percent(cost),
    from: `${whole(watched)}/s in place of ${whole(unwatched)}/s: ${
      us.toFixed(1)
    } µs`,
    bar: most === null ? "none" : `≤ ${whole(most * 100)} %`,
    met: most === null ? null : cost <= most,
  };
}

/** A collector on this machine. */
function takeAndForget(): Deno.HttpServer<Deno.NetAddr> {
  return Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen() {} },
    async (request) => {
      await request.arrayBuffer();
      return Response.json({});
    },
  );
}

function telemetrySetups(collector: string): Way[] {
  const numbers = {
    OTEL_DENO_METRICS: "true",
    OTEL_EXPORTER_OTLP_ENDPOINT: collector,
  };
  const traces = {
    OTEL_DENO: "true",
    OTEL_DENO_CONSOLE: "ignore",
    OTEL_EXPORTER_OTLP_ENDPOINT: collector,
    OTEL_PROPAGATORS: "none",
    OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT: "0",
  };
  const few = {
    ...traces,
    OTEL_TRACES_SAMPLER: "traceidratio",
    OTEL_TRACES_SAMPLER_ARG: "0.05",
  };
  return [
    {
      what: "the request log, of GET `/`",
      env: { LOG_LEVEL: "info" },
      most: 0.1,
    },
    {
      what: "`METRICS_TOKEN`, of GET `/`",
      env: { METRICS_TOKEN: "0123456789abcdef0123456789abcdef" },
      most: null,
    },
    {
      what: "OpenTelemetry, numbers alone, of GET `/`",
      env: numbers,
      most: null,
    },
    {
      what: "OpenTelemetry, 5 % of traces, of GET `/`",
      env: few,
      most: null,
    },
    {
      what: "OpenTelemetry, every trace, of GET `/`",
      env: traces,
      most: null,
    },
  ];
}
