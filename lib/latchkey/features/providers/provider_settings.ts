/**
 * The settings of each provider.
 *
 * @module
 */
import * as v from "valibot";
import { isPrintableLine } from "../../forms/printable.ts";
import {
  setting,
  type SettingSchemas,
  text,
  yesOrNo,
} from "../../settings/schemas.ts";
import { isThisMachine } from "../../settings/server_host.ts";

/** What every preset knows about this site's registration with the provider. */
export interface Credentials {
  readonly clientId: string;
  readonly clientSecret: string;
  /** The name on buttons; null for the provider's own. */
  readonly label: string | null;
  readonly scopes: readonly string[];
  /** Hosts that the preset doesn't know. */
  readonly hosts: readonly string[];
}

/** The name of a provider's setting: `ACME_CLIENT_ID`. */
export function settingName(id: string, end: string): string {
  return `${id.toUpperCase()}_${end}`;
}

/** The longest name on a button. */
const MAX_NAME_LENGTH = 40;

/** The name of a provider on buttons. */
export const nameSetting = setting(
  v.pipe(
    v.string(),
    v.check(
      (name) => name.length <= MAX_NAME_LENGTH && isPrintableLine(name),
      `must be one line of up to ${MAX_NAME_LENGTH} characters`,
    ),
  ),
  { means: "the name on the button", otherwise: null, example: "Acme" },
);

/** What this site is called at the provider. */
export const clientIdSetting = text({
  means: "the client ID that the provider has given to this site",
  example: "1234567890",
});

/** What this site authenticates with at the provider. */
export const clientSecretSetting = text({
  means: "the client secret that the provider has given to this site",
  example: "the-secret",
  secret: true,
});

/** The settings that presets share. */
export const credentialSettings = {
  CLIENT_ID: clientIdSetting,
  CLIENT_SECRET: clientSecretSetting,
  NAME: nameSetting,
} as const satisfies SettingSchemas;

/** Whether a provider's second factor counts here, and whether people log out there too. */
export const trustSettings = {
  TRUST_SECOND_FACTOR: yesOrNo({ otherwise: false }),
  LOGOUT: yesOrNo({ otherwise: false }),
} as const satisfies SettingSchemas;

/** A list, separated by commas or spaces. */
const list = v.pipe(
  v.string(),
  v.transform((value): readonly string[] => value.match(/[^\s,]+/g) ?? []),
);

/** The scopes of an OpenID provider. */
export const openIdScopes = setting<readonly string[], readonly string[]>(
  v.pipe(
    list,
    v.check((scopes) => scopes.includes("openid"), "must contain openid"),
  ),
  {
    means: "scopes, with openid among them",
    otherwise: ["openid", "email", "profile"],
    example: "openid,email,profile",
  },
);

/** The scopes of a provider without OpenID. */
export function oauthScopes(otherwise: readonly string[]) {
  return setting<readonly string[], readonly string[]>(
    v.pipe(
      list,
      v.check(
        (scopes) => otherwise.every((scope) => scopes.includes(scope)),
        `must contain ${otherwise.join(" and ")}`,
      ),
    ),
    { means: "scopes", otherwise, example: otherwise.join(",") },
  );
}

/** Hosts, with a port unless it is the default. */
export const hostsSetting = setting<readonly string[], readonly string[]>(
  v.pipe(
    list,
    v.everyItem(
      isHost,
      "must list hosts in lower case, without https:// and without a path",
    ),
  ),
  {
    means: "further hosts of the provider",
    otherwise: [],
    example: "oauth.acme.example,keys.acme.example",
  },
);

function isHost(value: string): boolean {
  return URL.parse(`https://${value}`)?.host === value;
}

/** The issuer of a provider that has no preset. */
export function issuerSetting(id: string, presets: readonly string[]) {
  const means = `the issuer of the OpenID provider ${id} ` +
    `(providers without one are ${presets.join(", ")})`;
  const schema = v.pipe(
    v.string(),
    v.transform((value) => URL.parse(value)),
    v.custom<URL>(
      (url) => url instanceof URL && isProtected(url),
      "must start with https://",
    ),
    v.check(
      (url) => !url.pathname.includes("/.well-known/"),
      "must be the issuer alone, without /.well-known/openid-configuration",
    ),
    v.check(
      ({ search, hash, username, password }) =>
        search + hash + username + password === "",
      "must have no user name, no ? and no #",
    ),
  );
  // Not repeated, since it may contain a password by mistake.
  return setting(schema, {
    means,
    example: "https://login.acme.example",
    secret: true,
  });
}

/** HTTPS, or a connection within this machine, as in tests. */
function isProtected({ protocol, hostname }: URL): boolean {
  return protocol === "https:" ||
    protocol === "http:" && isThisMachine(hostname);
}
