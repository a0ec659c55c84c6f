/**
 * Whether the site is light or dark: as the system says, or as the person chose. The
 * choice lies in a cookie, so that the page arrives as it is to look and nothing flashes.
 *
 * @module
 */
import { type CookieSettings, siteCookie } from "./cookies.ts";

/** All of them; `auto` goes by the system. */
export const THEMES = ["light", "dark", "auto"] as const;

/** How the site is to look. */
export type Theme = typeof THEMES[number];

/** How long a choice is kept, in seconds: a year. */
const KEPT_SECONDS = 365 * 24 * 60 * 60;

const themeCookie = siteCookie("theme");

/** The theme that was chosen in this browser; `auto` when none was, or one that does not exist. */
export function themeOf(
  settings: CookieSettings,
  headers: Headers,
): Theme {
  const value = themeCookie(settings).read(headers);
  return isTheme(value) ? value : "auto";
}

/** The `Set-Cookie` line that keeps a choice; `auto` takes it back. */
export function storeTheme(
  settings: CookieSettings,
  theme: Theme,
): string {
  const cookie = themeCookie(settings);
  return theme === "auto" ? cookie.clear() : cookie.write(theme, KEPT_SECONDS);
}

/** Whether somebody sent the name of a theme. */
export function isTheme(value: unknown): value is Theme {
  return THEMES.some((theme) => theme === value);
}
