/**
 * Readable names of devices.
 *
 * @module
 */
import { format } from "../../i18n/format.ts";
import type { Messages } from "../../i18n/messages.ts";

/** Browsers that Bowser detects but leaves out of its own list. */
const OTHER_BROWSERS: readonly string[] = ["Miui", "Opera Touch"];

/** API clients whose user agent starts with their name and a slash. */
const PROGRAMS: readonly string[] = [
  "curl",
  "Deno",
  "Go-http-client",
  "okhttp",
  "PostmanRuntime",
  "python-requests",
  "Wget",
];

/** Devices whose own name is better known than their operating system. */
const MODELS: readonly string[] = ["iPad", "iPhone", "iPod"];

/**
 * Returns a readable name for a `User-Agent` header, such as "Firefox on Windows". The
 * header is untrusted and the name appears on pages and in emails, so it only consists of
 * names from fixed lists. Anything else is "Unknown device".
 */
export async function deviceName(
  userAgent: string,
  messages: Messages["device"],
): Promise<string> {
  if (userAgent === "") return messages.unknown;
  const { default: { parse, BROWSER_MAP, OS_MAP } } = await import("bowser");
  const { browser, os, platform } = parse(userAgent);
  const name =
    oneOf([...Object.values(BROWSER_MAP), ...OTHER_BROWSERS], browser.name) ??
      oneOf(PROGRAMS, userAgent.split("/", 1)[0]);
  if (name === undefined) return messages.unknown;
  const system = oneOf(MODELS, platform.model) ??
    oneOf(Object.values(OS_MAP), os.name);
  return system ? format(messages.on, { browser: name, system }) : name;
}

/** A device, as coarse as an icon can show it. */
export type DeviceType = "computer" | "phone" | "tablet" | "unknown";

/** Bowser's names for devices that have an icon. */
const DEVICE_TYPES: ReadonlyMap<string | undefined, DeviceType> = new Map([
  ["desktop", "computer"],
  ["mobile", "phone"],
  ["tablet", "tablet"],
]);

/** The type of device that sent a `User-Agent` header. */
export async function deviceType(userAgent: string): Promise<DeviceType> {
  if (userAgent === "") return "unknown";
  const { default: { parse } } = await import("bowser");
  return DEVICE_TYPES.get(parse(userAgent).platform.type) ?? "unknown";
}

function oneOf(
  names: readonly string[],
  name: string | undefined,
): string | undefined {
  return names.find((known) => known === name);
}
