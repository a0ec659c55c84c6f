/**
 * A device in words.
 *
 * @module
 */
import { say } from "../i18n/say.ts";
import type { Words } from "../i18n/words.ts";

/**
 * What a browser calls itself, in words by which a person knows it again:
 * "Firefox on Windows". Anybody can send any name, so it proves nothing.
 */
export async function deviceInWords(
  userAgent: string,
  words: Words["device"],
): Promise<string> {
  if (userAgent === "") return words.unknown;
  const { default: Bowser } = await import("bowser");
  const { browser, os, platform } = Bowser.parse(userAgent);
  const name = plain(browser.name);
  if (!name) return nameOfProgram(userAgent) ?? words.unknown;
  const system = plain(platform.model) ?? plain(os.name);
  return system ? say(words.on, { browser: name, system }) : name;
}

/** A name as browsers have them; null for what could be a sentence, an address or worse. */
function plain(name: string | undefined): string | null {
  return name && /^[\p{L}\p{N}][\p{L}\p{N} .+-]{0,29}$/u.test(name)
    ? name
    : null;
}

/** Programs that are no browsers put their name before a slash; null when nothing stands there. */
function nameOfProgram(userAgent: string): string | null {
  const [, name] = /^([A-Za-z][\w.-]{0,29})\/\d/.exec(userAgent) ?? [];
  return name && name !== "Mozilla" ? name : null;
}
