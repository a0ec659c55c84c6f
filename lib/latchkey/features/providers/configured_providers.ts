/**
 * The providers in the settings.
 *
 * @module
 */
import type { SettingSchemas, SettingValues } from "../../settings/schemas.ts";
import type { LoginProvider } from "./login_provider.ts";
import { openIdProvider } from "./openid/openid_provider.ts";
import { apple, APPLE_ISSUER } from "./presets/apple.ts";
import { github, GITHUB_HOSTS, GITHUB_SCOPES } from "./presets/github.ts";
import { google, GOOGLE_HOSTS, GOOGLE_ISSUER } from "./presets/google.ts";
import { microsoft, microsoftIssuer } from "./presets/microsoft.ts";
import {
  appleIdSetting,
  applePrivateKeySetting,
  tenantSetting,
} from "./preset_settings.ts";
import {
  clientIdSetting,
  credentialSettings,
  hostsSetting,
  issuerSetting,
  nameSetting,
  oauthScopes,
  openIdScopes,
  settingName,
  trustSettings,
} from "./provider_settings.ts";

/** Values of settings, by name. */
type Values = Readonly<Record<string, unknown>>;

/** A provider's settings, and what to make of them. */
export interface ProviderKind {
  /** By the end of their names: `CLIENT_ID`. */
  readonly schemas: SettingSchemas;
  create(id: string, values: Values): LoginProvider;
  /** The URLs of the servers it needs. */
  servers(id: string, values: Values): readonly URL[];
  /** The issuer with a discovery document; null if it has none. */
  issuer(id: string, values: Values): URL | null;
}

/** What a kind makes of the values of its schemas. */
interface Making<Schemas extends SettingSchemas> {
  create(values: SettingValues<Schemas>): LoginProvider;
  /** Hosts beside that of the issuer. */
  hosts(values: SettingValues<Schemas>): readonly string[];
  issuer(values: SettingValues<Schemas>): URL | null;
}

function kind<const Schemas extends SettingSchemas>(
  schemas: Schemas,
  { create, hosts, issuer }: Making<Schemas>,
): ProviderKind {
  const read = (id: string, values: Values) =>
    Object.fromEntries(
      Object.keys(schemas).map((name) => [name, values[settingName(id, name)]]),
    ) as SettingValues<Schemas>; // Each was read by its own schema.
  return {
    schemas,
    create: (id, values) => create(read(id, values)),
    issuer: (id, values) => issuer(read(id, values)),
    servers(id, values) {
      const own = read(id, values);
      const at = issuer(own);
      const protocol = at?.protocol ?? "https:";
      const others = hosts(own).map((host) => new URL(`${protocol}//${host}`));
      return [...at ? [at] : [], ...others];
    },
  };
}

const PRESETS: Readonly<Record<string, ProviderKind>> = {
  apple: kind({
    CLIENT_ID: clientIdSetting,
    NAME: nameSetting,
    TEAM_ID: appleIdSetting("the team ID", "DEF123GHIJ"),
    KEY_ID: appleIdSetting("the ID of the private key", "ABC123DEFG"),
    PRIVATE_KEY: applePrivateKeySetting,
    HOSTS: hostsSetting,
  }, {
    create: ({ CLIENT_ID, NAME, TEAM_ID, KEY_ID, PRIVATE_KEY, HOSTS }) =>
      apple({
        clientId: CLIENT_ID,
        label: NAME,
        scopes: ["name", "email"],
        hosts: HOSTS,
        key: { teamId: TEAM_ID, keyId: KEY_ID, privateKey: PRIVATE_KEY },
      }),
    hosts: ({ HOSTS }) => HOSTS,
    issuer: () => APPLE_ISSUER,
  }),
  github: kind({ ...credentialSettings, SCOPES: oauthScopes(GITHUB_SCOPES) }, {
    create: (values) => github(credentials(values)),
    hosts: () => GITHUB_HOSTS,
    issuer: () => null,
  }),
  google: kind({
    ...credentialSettings,
    SCOPES: openIdScopes,
    HOSTS: hostsSetting,
  }, {
    create: (values) => google({ ...credentials(values), hosts: values.HOSTS }),
    hosts: ({ HOSTS }) => [...GOOGLE_HOSTS, ...HOSTS],
    issuer: () => GOOGLE_ISSUER,
  }),
  microsoft: kind({
    ...credentialSettings,
    ...trustSettings,
    SCOPES: openIdScopes,
    HOSTS: hostsSetting,
    TENANT: tenantSetting,
  }, {
    create: (values) =>
      microsoft({
        ...credentials(values),
        ...trust(values),
        hosts: values.HOSTS,
        tenant: values.TENANT,
      }),
    hosts: ({ HOSTS }) => HOSTS,
    issuer: ({ TENANT }) => microsoftIssuer(TENANT),
  }),
};

/** The kind of a provider: a preset, or else any OpenID provider. */
export function kindOf(id: string): ProviderKind {
  if (Object.hasOwn(PRESETS, id)) return PRESETS[id];
  return kind({
    ISSUER: issuerSetting(id, Object.keys(PRESETS)),
    ...credentialSettings,
    ...trustSettings,
    SCOPES: openIdScopes,
    HOSTS: hostsSetting,
  }, {
    create: (values) =>
      openIdProvider({
        ...credentials(values),
        ...trust(values),
        id,
        label: values.NAME ?? nameOf(id),
        issuer: values.ISSUER,
        hosts: values.HOSTS,
      }),
    hosts: ({ HOSTS }) => HOSTS,
    issuer: ({ ISSUER }) => ISSUER,
  });
}

/** The settings of all configured providers, by name. */
export function schemasOf(ids: readonly string[]): SettingSchemas {
  return Object.fromEntries(
    ids.flatMap((id) =>
      Object.entries(kindOf(id).schemas)
        .map(([end, schema]) => [settingName(id, end), schema])
    ),
  );
}

function credentials(
  values: SettingValues<
    typeof credentialSettings & { SCOPES: typeof openIdScopes }
  >,
) {
  const { CLIENT_ID, CLIENT_SECRET, NAME, SCOPES } = values;
  return {
    clientId: CLIENT_ID,
    clientSecret: CLIENT_SECRET,
    label: NAME,
    scopes: SCOPES,
  };
}

function trust(values: SettingValues<typeof trustSettings>) {
  return { trustsFactors: values.TRUST_SECOND_FACTOR, logsOut: values.LOGOUT };
}

/** The name of a provider by its id: "Acme corp" for `acme_corp`. */
function nameOf(id: string): string {
  const words = id.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
