/**
 * Where the list of releases is, which tells when a security fix is missing.
 *
 * @module
 */
import * as v from "valibot";
import { type Setting, setting } from "./schemas.ts";
import { isThisMachine } from "./server_host.ts";

/** `SECURITY_RELEASES`: a URL, or the path of a file. */
export const securityReleases: Setting<URL | string | null> = setting(
  v.pipe(
    v.string(),
    v.rawTransform<string, URL | string>(
      ({ dataset: { value }, addIssue, NEVER }) => {
        if (!/^[a-z][a-z\d+.-]*:\/\//i.test(value)) return value;
        const url = URL.parse(value);
        if (url !== null && isPrivate(url) && !hasPassword(url)) return url;
        addIssue({
          message: "must be the path of a file, or a URL that starts with " +
            "https:// and contains no user name or password",
        });
        return NEVER;
      },
    ),
  ),
  {
    means: "the list of releases: the path of a file or an https:// URL",
    otherwise: null,
    example: "/etc/latchkey/releases.json",
    // The query of a URL may be a secret.
    secret: true,
  },
);

/** Whether nobody on the way can change the list. */
function isPrivate({ protocol, hostname }: URL): boolean {
  return protocol === "https:" ||
    (protocol === "http:" && isThisMachine(hostname));
}

function hasPassword({ username, password }: URL): boolean {
  return username !== "" || password !== "";
}
