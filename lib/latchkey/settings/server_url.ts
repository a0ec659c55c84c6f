/**
 * URLs of servers, which may contain a password.
 *
 * @module
 */
import * as v from "valibot";

/** The rules for a URL of a server. */
interface ServerUrlRule {
  /** The protocols that are accepted, such as `"smtp:"`. */
  readonly protocols: readonly string[];
  /** Returns another problem; null if there is none. */
  problemOf(url: URL): string | null;
  /** Returns null if the text is not a URL. */
  parse?(text: string): URL | null;
}

/** A schema for such URLs. Its messages contain no part of a password. */
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

/** Characters that would end the user name and password of a URL, and a % that is not an escape. */
const UNENCODED = /[/?#]|%(?![\da-f]{2})/gi;

/** A message about characters before the last `@` that must be percent-encoded; null if there are none. */
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

/** Whether each `%` in a part of a URL starts an escape of UTF-8. */
export function isEncoded(part: string): boolean {
  try {
    decodeURIComponent(part);
    return true;
  } catch {
    return false;
  }
}
