/**
 * A device in words.
 *
 * @module
 */
import { format } from "../../i18n/format.ts";
import type { Messages } from "../../i18n/messages.ts";

/** Browsers that Bowser tells by their marks and leaves out of its own list. */
const OTHER_BROWSERS: readonly string[] = ["Miui", "Opera Touch"];

/** Programs that are no browsers and call themselves by their name, a slash and a version. */
const PROGRAMS: readonly string[] = [
  "curl",
  "Deno",
  "Go-http-client",
  "okhttp",
  "PostmanRuntime",
  "python-requests",
  "Wget",
];

/** Devices that people know better than the system on them. */
const MODELS: readonly string[] = ["iPad", "iPhone", "iPod"];

/**
 * The device that a `User-Agent` header stands for: "Firefox on Windows". Anybody can send
 * any header, and the words go into pages and emails: so they are only ever names from
 * fixed lists, else "Unknown device".
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

/** What a device is, as far as a picture of it goes. */
export type DeviceType = "computer" | "phone" | "tablet" | "unknown";

/** Bowser's names for devices that have a picture. */
const DEVICE_TYPES: ReadonlyMap<string | undefined, DeviceType> = new Map([
  ["desktop", "computer"],
  ["mobile", "phone"],
  ["tablet", "tablet"],
]);

/** The type of device that a `User-Agent` header stands for. */
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
