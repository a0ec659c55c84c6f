/**
 * URLs of servers, which may hold a password.
 *
 * @module
 */
import * as v from "valibot";

/** Which URLs of a server are right. */
interface ServerUrlRule {
  /** What they may begin with: `"smtp:"`. */
  readonly protocols: readonly string[];
  /** Says what else is wrong with one; null when nothing is. */
  problemOf(url: URL): string | null;
  /** Gives null for a text that is no URL. */
  parse?(text: string): URL | null;
}

/** A schema of such URLs. Its messages show no part of a password, mistyped or not. */
export function serverUrl(
  { protocols, problemOf, parse = (text) => URL.parse(text) }: ServerUrlRule,
): v.GenericSchema<string, URL> {
  const starts = protocols.map((protocol) => `${protocol}//`).join(" or ");
  return v.pipe(
    v.string(),
    v.rawTransform(({ dataset: { value }, addIssue, NEVER }) => {
      const url = parse(value);
      const problem = url !== null && protocols.includes(url.protocol)
        ? problemOf(url)
        : `must be a URL that starts with ${starts}`;
      if (url !== null && problem === null) return url;
      addIssue({ message: unencodedProblem(value) ?? problem ?? undefined });
      return NEVER;
    }),
  );
}

/** What ends the user name and password of a URL, or begins an escape that is none. */
const UNENCODED = /[/?#]|%(?![\da-f]{2})/gi;

/** Which characters before a URL's last `@` must be percent-encoded; null when there are none. */
function unencodedProblem(url: string): string | null {
  const [, credentials = ""] = /^[a-z]+:\/\/(.*)@/is.exec(url) ?? [];
  const found = [...new Set(credentials.match(UNENCODED))];
  if (found.length === 0) return null;
  const codes = found.map((character) => encodeURIComponent(character));
  return `must have each ${
    found.join(" and ")
  } in the user name and password ` +
    `percent-encoded, as ${codes.join(" and ")}`;
}

/** Whether each `%` of a part of a URL begins an escape, of UTF-8. */
export function isEncoded(part: string): boolean {
  try {
    decodeURIComponent(part);
    return true;
  } catch {
    return false;
  }
}
