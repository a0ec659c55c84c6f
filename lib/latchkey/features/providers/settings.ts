/**
 * The settings of the feature.
 *
 * @module
 */
import * as v from "valibot";
import { oneOf, setting, type SettingValues } from "../../settings/schemas.ts";
import { kindOf, schemasOf } from "./configured_providers.ts";
import type { LoginProvider } from "./login_provider.ts";

/** The shape of a provider's id. It starts the names of its settings, and is in URLs. */
const ID_SHAPE = /^[a-z][a-z\d]*(?:_[a-z\d]+)*$/;

/** The longest id. */
const MAX_ID_LENGTH = 30;

/** The name of a page beside those of the providers: `/auth/provider/link`. */
const LINK_PAGE = "link";

const idList = setting<readonly string[], readonly string[]>(
  v.pipe(
    v.string(),
    v.transform((value): readonly string[] => value.match(/[^\s,]+/g) ?? []),
    v.everyItem(
      (id) => ID_SHAPE.test(id) && id.length <= MAX_ID_LENGTH,
      `must list names in lower case, of up to ${MAX_ID_LENGTH} letters, digits and underscores`,
    ),
    v.check(
      (ids) => new Set(ids).size === ids.length,
      "must list no provider twice",
    ),
    v.check(
      (ids) => !ids.includes(LINK_PAGE),
      `must not contain "${LINK_PAGE}", which is a page's address. Choose another name`,
    ),
  ),
  {
    means: "the providers to log in with",
    otherwise: [],
    example: "google,github",
  },
);

/** The settings that are always there. Each provider adds its own. */
export const providerSettings = {
  PROVIDERS: idList,
  PROVIDER_BUTTONS: oneOf(["below", "above"], { otherwise: "below" }),
};

/** The values of the settings. Those of each provider are among them. */
export type ProviderSettings = SettingValues<typeof providerSettings>;

/** The settings that the listed providers add. */
export function moreProviderSettings({ PROVIDERS }: ProviderSettings) {
  return schemasOf(PROVIDERS);
}

/** The configured providers, in the order of their buttons. */
export function configuredProviders(
  settings: ProviderSettings,
): readonly LoginProvider[] {
  return settings.PROVIDERS.map((id) => kindOf(id).create(id, { ...settings }));
}

/** Tenants of Microsoft that stand for everyone's organizations. */
const SHARED_TENANTS: readonly unknown[] = ["common", "organizations"];

/** What is valid but too trusting for a site in production, by setting. */
export function unfitForProduction(
  settings: ProviderSettings,
): Readonly<Record<string, string>> {
  const { MICROSOFT_TENANT: tenant, MICROSOFT_TRUST_SECOND_FACTOR: trust } =
    settings as Readonly<Record<string, unknown>>;
  if (trust !== true || !SHARED_TENANTS.includes(tenant)) return {};
  return {
    MICROSOFT_TRUST_SECOND_FACTOR:
      "trusts every organization at Microsoft, which anyone can set up. " +
      "Name yours in MICROSOFT_TENANT, or trust none",
  };
}

/** The servers of the configured providers, with their ports. */
export function providerHosts(settings: ProviderSettings): readonly string[] {
  const servers = settings.PROVIDERS.flatMap((id) =>
    kindOf(id).servers(id, { ...settings })
  );
  const hosts = servers.map(({ hostname, port, protocol }) =>
    `${hostname}:${port || (protocol === "https:" ? 443 : 80)}`
  );
  return [...new Set(hosts)];
}
