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
  /** All values that came under this name, good or bad. */
  values(headers: Headers): readonly string[];
  /**
   * The value that came. Null when there is none, and when the name came twice:
   * one of them was planted, and nobody can tell which.
   */
  read(headers: Headers): string | null;
  /** A `Set-Cookie` line that keeps the value for so many seconds, or with null until the browser closes. */
  write(value: string, maxAgeSeconds: number | null): string;
  /** A `Set-Cookie` line that deletes the cookie. */
  clear(): string;
}

/** What a cookie's name depends on. */
export type CookieSettings = Pick<Settings, "https" | "port" | "publicUrl">;

/**
 * Names a cookie of this site that no script can read. Over HTTPS its name begins with
 * `__Host-`, so that no other host and no plain connection can set it (RFC 6265bis
 * §4.1.3.2, OWASP ASVS 5.0 §3.3.3). Over plain HTTP it ends with the port, since browsers
 * send a host's cookies to all its ports (RFC 6265 §8.5), and several apps run on localhost.
 */
export function siteCookie(
  name: string,
): (settings: CookieSettings) => SiteCookie {
  const overHttps = createCookie(`__Host-${name}`, { secure: true });
  return (settings) =>
    settings.https
      ? overHttps
      : createCookie(`${name}${portOf(settings)}`, { secure: false });
}

/** The port that browsers use, as the end of a name; empty when the system chooses it. */
function portOf({ publicUrl, port }: CookieSettings): string {
  if (publicUrl) return `_${publicUrl.port || 80}`;
  return port === 0 ? "" : `_${port}`;
}

/** The cookie that carries the access token. */
export const accessTokenCookie = siteCookie("access_token");

function createCookie(
  name: string,
  { secure }: { readonly secure: boolean },
): SiteCookie {
  const attributes = {
    name,
    path: "/",
    httpOnly: true,
    sameSite: "lax",
    secure,
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

/** The value that came; null when none did, or when several did and nobody can tell which was planted. */
export function onlyOne(values: readonly string[]): string | null {
  return values.length === 1 ? values[0] : null;
}

/** All values that came under a name: the parser, given the whole header, would hide all but the first. */
function valuesOf(name: string, headers: Headers): string[] {
  const header = headers.get("cookie");
  if (!header?.includes(name)) return [];
  return header.split(";").flatMap((pair) => parseCookie(pair)[name] ?? []);
}
