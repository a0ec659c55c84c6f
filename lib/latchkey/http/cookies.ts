/**
 * The site's cookies.
 *
 * @module
 */
import { parseCookie, type SetCookie, stringifySetCookie } from "cookie";
import type { Settings } from "../settings/settings.ts";

/** Reads and writes one cookie. */
export interface SiteCookie {
  readonly name: string;
  /** All values with this name, valid or not. */
  values(headers: Headers): readonly string[];
  /**
   * The value. Null without one, and when the name came twice: one of the two was planted, and
   * there is no telling which.
   */
  read(headers: Headers): string | null;
  /**
   * The `Set-Cookie` line that stores the value for a number of seconds, or with null until the
   * browser closes.
   */
  write(value: string, maxAgeSeconds: number | null): string;
  /** The `Set-Cookie` line that deletes the cookie. */
  clear(): string;
}

/** The settings that determine a cookie's name. */
export type CookieSettings = Pick<Settings, "https" | "port" | "publicUrl">;

/**
 * Defines a cookie that scripts can't read. Over HTTPS its name starts with `__Host-`, so that
 * no other host and no plain HTTP connection can set it (RFC 6265bis §4.1.3.2, OWASP ASVS 5.0
 * §3.3.3). Over plain HTTP it ends with the port, since browsers send a host's cookies to all
 * its ports (RFC 6265 §8.5), and several apps may run on localhost.
 */
export function siteCookie(
  name: string,
): (settings: CookieSettings) => SiteCookie {
  const overHttps = createCookie(`__Host-${name}`, LAX_SECURE);
  return (settings) =>
    settings.https
      ? overHttps
      : createCookie(`${name}${portOf(settings)}`, LAX);
}

/**
 * Defines a cookie that browsers also send with forms of other sites. They accept it from a
 * plain HTTP connection only on localhost.
 */
export function crossSiteCookie(
  name: string,
): (settings: CookieSettings) => SiteCookie {
  return (settings) =>
    settings.https
      ? createCookie(`__Host-${name}`, CROSS_SITE)
      : createCookie(`${name}${portOf(settings)}`, CROSS_SITE);
}

type CookieReach = Required<Pick<SetCookie, "sameSite" | "secure">>;

const LAX: CookieReach = { sameSite: "lax", secure: false };
const LAX_SECURE: CookieReach = { sameSite: "lax", secure: true };
const CROSS_SITE: CookieReach = { sameSite: "none", secure: true };

/** The suffix with the port that browsers use; empty when the system chooses the port. */
function portOf({ publicUrl, port }: CookieSettings): string {
  if (publicUrl) return `_${publicUrl.port || 80}`;
  return port === 0 ? "" : `_${port}`;
}

/** How long the cookies of the theme and the language live, in seconds: a year. */
export const PREFERENCE_SECONDS = 365 * 24 * 60 * 60;

/**
 * The cookie with the access token. Its `read`, `write` and `clear` never throw.
 *
 * @example
 * ```ts
 * import { accessTokenCookie } from "@latchkey/core/testing";
 * import type { Services } from "@latchkey/core";
 *
 * function tokenIn({ settings }: Services, response: Response) {
 *   const { name } = accessTokenCookie(settings);
 *   return response.headers.getSetCookie().find((line) => line.startsWith(`${name}=`));
 * }
 * ```
 */
export const accessTokenCookie = siteCookie("access_token");

function createCookie(name: string, reach: CookieReach): SiteCookie {
  const attributes = {
    name,
    path: "/",
    httpOnly: true,
    ...reach,
  } satisfies Omit<SetCookie, "value">;
  return {
    name,
    values: (headers) => valuesOf(name, headers),
    read: (headers) => onlyOne(valuesOf(name, headers)),
    write: (value, maxAgeSeconds) =>
      stringifySetCookie({
        ...attributes,
        value,
        maxAge: maxAgeSeconds ?? undefined,
      }),
    clear: () => stringifySetCookie({ ...attributes, value: "", maxAge: 0 }),
  };
}

/** The only value; null when there are none or several. */
export function onlyOne(values: readonly string[]): string | null {
  return values.length === 1 ? values[0] : null;
}

/**
 * All values with a name. The parser, given the whole header, would hide all but the first.
 */
function valuesOf(name: string, headers: Headers): string[] {
  const header = headers.get("cookie");
  if (!header?.includes(name)) return [];
  return header.split(";").flatMap((pair) => parseCookie(pair)[name] ?? []);
}
