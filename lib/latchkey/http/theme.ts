/**
 * The colour scheme: the system's, or the person's choice. The choice is in a cookie, so that
 * the page is rendered with it and doesn't flash.
 *
 * @module
 */
import {
  type CookieSettings,
  PREFERENCE_SECONDS,
  siteCookie,
} from "./cookies.ts";

/**
 * All themes; `auto` follows the system.
 *
 * @example
 * ```tsx
 * import { THEMES } from "@latchkey/core/http";
 *
 * const buttons = THEMES.map((theme) => <button name="theme" value={theme}>{theme}</button>);
 * ```
 */
export const THEMES = ["light", "dark", "auto"] as const;

/**
 * A theme: one of {@linkcode THEMES}.
 *
 * @example
 * ```ts
 * import type { Theme } from "@latchkey/core/http";
 *
 * const colorScheme = (theme: Theme) => theme === "auto" ? "light dark" : theme;
 * ```
 */
export type Theme = typeof THEMES[number];

const themeCookie = siteCookie("theme");

/**
 * The theme chosen in this browser; `auto` without a valid choice. Never throws.
 *
 * @example
 * ```ts
 * import { themeOf } from "@latchkey/core/http";
 * import type { Services } from "@latchkey/core";
 *
 * const themeFor = ({ settings }: Services, req: Request) => themeOf(settings, req.headers);
 * ```
 */
export function themeOf(
  settings: CookieSettings,
  headers: Headers,
): Theme {
  const value = themeCookie(settings).read(headers);
  return isTheme(value) ? value : "auto";
}

/** The `Set-Cookie` line that stores a choice; `auto` deletes it. */
export function storeTheme(
  settings: CookieSettings,
  theme: Theme,
): string {
  const cookie = themeCookie(settings);
  return theme === "auto"
    ? cookie.clear()
    : cookie.write(theme, PREFERENCE_SECONDS);
}

/** Whether a value is a theme. */
export function isTheme(value: unknown): value is Theme {
  return THEMES.some((theme) => theme === value);
}
