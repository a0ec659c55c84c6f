/**
 * A device in words.
 *
 * @module
 */

/**
 * What a browser calls itself, in words by which a person knows it again:
 * "Firefox on Windows". Anybody can send any name, so it proves nothing.
 */
export async function deviceInWords(userAgent: string): Promise<string> {
  if (userAgent === "") return "Unknown device";
  const { default: Bowser } = await import("bowser");
  const { browser, os, platform } = Bowser.parse(userAgent);
  const machine = platform.model ?? os.name;
  if (!browser.name) return nameOfProgram(userAgent);
  return machine ? `${browser.name} on ${machine}` : browser.name;
}

/** Programs that are no browsers put their name before a slash. */
function nameOfProgram(userAgent: string): string {
  const [, name] = /^([A-Za-z][\w .-]{0,30})\/\d/.exec(userAgent) ?? [];
  return name && name !== "Mozilla" ? name : "Unknown device";
}
