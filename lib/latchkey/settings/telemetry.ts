/**
 * Settings of what others may see of the app while it runs: `/metrics`, and what Deno's
 * OpenTelemetry sends to a collector.
 *
 * @module
 */
import type { EnvironmentName, Settings } from "./settings.ts";
import type { SettingReader } from "./values.ts";

type Reader = SettingReader<EnvironmentName>;

/** The fewest characters of `METRICS_TOKEN`: of hexadecimal digits they are 128 bits. */
const TOKEN_LENGTH = 32;

/** The first Deno that is known to leave out attributes of spans when it is told to. */
const DENO_VERSION = [2, 9, 6];

/** Who may read the numbers, and whether there is telemetry. */
export function readWatching(
  reader: Reader,
  { trustProxy, onDeploy }: {
    readonly trustProxy: number;
    readonly onDeploy: boolean;
  },
): Pick<Settings, "metricsToken" | "openTelemetry"> {
  const telemetry = readTelemetry(reader);
  // Deno Deploy sets these itself and lets nobody else: refused, the app could never
  // start there. docs/deploying.md tells what its traces show.
  if (!onDeploy) refuseTelling(reader, telemetry, trustProxy);
  return {
    metricsToken: readToken(reader),
    openTelemetry: telemetry.tracing || telemetry.metrics,
  };
}

function readToken(reader: Reader): string | null {
  const token = reader.text("METRICS_TOKEN");
  if (token === undefined) return null;
  const refuse = (problem: string) => {
    reader.refuse("METRICS_TOKEN", problem, "$(openssl rand -hex 32)");
    return null;
  };
  if (token.length < TOKEN_LENGTH) {
    return refuse(`must have at least ${TOKEN_LENGTH} characters`);
  }
  // What may stand behind Bearer (RFC 6750 §2.1).
  return /^[\w.~+/-]+=*$/.test(token)
    ? token
    : refuse("must be letters, digits and - . _ ~ + / alone");
}

type Telemetry = ReturnType<typeof readTelemetry>;

/** What Deno itself makes of its settings at its start, and whether spans may have attributes and come from elsewhere. */
function readTelemetry(reader: Reader) {
  const disabled = isOn(reader, "OTEL_SDK_DISABLED", false);
  const all = !disabled && isOn(reader, "OTEL_DENO", false);
  const console = reader.text("OTEL_DENO_CONSOLE") ??
    (all ? "capture" : "ignore");
  return {
    tracing: !disabled && isOn(reader, "OTEL_DENO_TRACING", all),
    metrics: !disabled && isOn(reader, "OTEL_DENO_METRICS", all),
    console: !disabled && console !== "ignore",
    attributes: reader.text("OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT") !== "0",
    propagators: reader.text("OTEL_PROPAGATORS") !== "none",
  };
}

function isOn(
  reader: Reader,
  name: EnvironmentName,
  otherwise: boolean,
): boolean {
  const value = reader.text(name);
  return value === undefined ? otherwise : /^(?:true|1)$/i.test(value);
}

function refuseTelling(
  reader: Reader,
  { tracing, console, attributes, propagators }: Telemetry,
  trustProxy: number,
): void {
  if (console) {
    reader.refuse(
      "OTEL_DENO_CONSOLE",
      'must be "ignore" with OpenTelemetry: whatever a library prints would be sent',
      "ignore",
    );
  }
  if (tracing && attributes) {
    reader.refuse(
      "OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT",
      "must be 0 with OpenTelemetry: Deno writes the whole address of each " +
        "request, mailed tokens included, into attributes of its spans",
      "0",
    );
  }
  if (tracing && propagators && trustProxy === 0) {
    reader.refuse(
      "OTEL_PROPAGATORS",
      'must be "none" with OpenTelemetry and no proxy in front: strangers ' +
        "would choose what is recorded, and write into it",
      "none",
    );
  }
  if (tracing && !isNewEnough(Deno.version.deno)) {
    reader.refuse(
      "OTEL_DENO",
      `needs Deno ${DENO_VERSION.join(".")} or later: this is ` +
        `${Deno.version.deno}, which may send what it is told to leave out`,
      "false",
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
