/**
 * The settings of Deno's OpenTelemetry, which exports spans and metrics to a collector.
 *
 * @module
 */
import {
  type Environment,
  type Reading,
  readValues,
  type SettingProblem,
} from "./reading.ts";
import { text } from "./schemas.ts";

/** The first version of Deno that is known to obey `OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT`. */
const DENO_VERSION = [2, 9, 6];

const unset = { means: "a value of Deno", otherwise: null };

/** Deno's own settings that the app checks. Each example is a value that leaks no secrets. */
export const telemetrySchemas = {
  OTEL_SDK_DISABLED: text({ ...unset, example: "true" }),
  OTEL_DENO: text({ ...unset, example: "false" }),
  OTEL_DENO_TRACING: text({ ...unset, example: "false" }),
  OTEL_DENO_METRICS: text({ ...unset, example: "false" }),
  OTEL_DENO_CONSOLE: text({ ...unset, example: "ignore" }),
  OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT: text({ ...unset, example: "0" }),
  OTEL_PROPAGATORS: text({ ...unset, example: "none" }),
};

type Telemetry = Reading<typeof telemetrySchemas>;

/**
 * Whether Deno exports spans or metrics.
 *
 * @param onDeploy Deno Deploy sets the variables itself and nobody can change them, so they
 * are not checked there. docs/deploying/deno-deploy.md describes what its traces show.
 */
export function readTelemetry(
  env: Environment,
  problems: SettingProblem[],
  { trustProxy, onDeploy }: {
    readonly trustProxy: number;
    readonly onDeploy: boolean;
  },
): boolean {
  const reading = readValues(telemetrySchemas, env, problems);
  const { values } = reading;
  if (isOn(values.OTEL_SDK_DISABLED, false)) return false;
  const all = isOn(values.OTEL_DENO, false);
  const tracing = isOn(values.OTEL_DENO_TRACING, all);
  if (!onDeploy) {
    refuseConsole(reading, all);
    if (tracing) refuseSpans(reading, trustProxy);
  }
  return tracing || isOn(values.OTEL_DENO_METRICS, all);
}

/** Reads a value as Deno does. */
function isOn(value: string | null, otherwise: boolean): boolean {
  return value === null ? otherwise : /^(?:true|1)$/i.test(value);
}

function refuseConsole({ values, refuse }: Telemetry, all: boolean): void {
  const console = values.OTEL_DENO_CONSOLE ?? (all ? "capture" : "ignore");
  if (console !== "ignore") {
    refuse(
      "OTEL_DENO_CONSOLE",
      'must be "ignore" with OpenTelemetry, which would send all that libraries print',
    );
  }
}

function refuseSpans({ values, refuse }: Telemetry, trustProxy: number): void {
  if (values.OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT !== "0") {
    refuse(
      "OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT",
      "must be 0 with OpenTelemetry, because Deno records the full URL of each " +
        "request, with emailed tokens, in the attributes of its spans",
    );
  }
  if (values.OTEL_PROPAGATORS !== "none" && trustProxy === 0) {
    refuse(
      "OTEL_PROPAGATORS",
      'must be "none" with OpenTelemetry and no proxy, because any client could ' +
        "decide what is recorded and add data to it",
    );
  }
  if (!isNewEnough(Deno.version.deno)) {
    refuse(
      "OTEL_DENO",
      `needs Deno ${DENO_VERSION.join(".")} or later. This is ` +
        `${Deno.version.deno}, which may send attributes that it should leave out`,
    );
  }
}

function isNewEnough(version: string): boolean {
  const parts = version.split(/[.+-]/).map(Number);
  for (const [index, wanted] of DENO_VERSION.entries()) {
    if (parts[index] !== wanted) return parts[index] > wanted;
  }
  return true;
}
