/**
 * The small app of login providers with settings, at the present time.
 *
 * @module
 */
import { defineSite } from "../../feature.ts";
import { availableProviders } from "../../features/providers/available_providers.ts";
import { providers } from "../../features/providers/feature.ts";
import type { LoginProvider } from "../../features/providers/login_provider.ts";
import { readSettings } from "../../settings/settings.ts";
import { type TestServices, testServices } from "../services.ts";
import { TEST_SITE } from "../site.ts";
import { type AppBrowser, providerApp } from "./provider_app.ts";

/** The app, and browsers for it. */
export interface ProviderSite extends AsyncDisposable {
  readonly services: TestServices;
  /** Opens another browser. */
  browser(): AppBrowser;
  /** A provider without its flow. */
  provider(id: string): LoginProvider;
  /** The reason for the last failure, from the log. */
  reason(): string;
}

/** Opens the app with settings of the feature. */
export async function providerSite(
  env: Readonly<Record<string, string>>,
): Promise<ProviderSite> {
  const site = defineSite({ ...TEST_SITE, features: [providers] });
  const { features } = readSettings(site, { APP_ENV: "test", ...env });
  const services = await testServices({ site, settings: { features } });
  services.clock.advance(Date.now() - services.now());
  return {
    services,
    browser: providerApp(services),
    provider(id) {
      const provider = availableProviders(services).get(id);
      if (!provider) throw new Error(`no provider ${id}`);
      return provider;
    },
    reason() {
      const lines = services.logged.map((line) => JSON.parse(line));
      const failed = lines.findLast(({ event }) => event === "provider_failed");
      return failed?.why ?? "";
    },
    [Symbol.asyncDispose]: () => services[Symbol.asyncDispose](),
  };
}
