/**
 * The small app of login providers with a fake one.
 *
 * @module
 */
import { defineSite } from "../../feature.ts";
import { providers } from "../../features/providers/feature.ts";
import type { LoginProvider } from "../../features/providers/login_provider.ts";
import { type TestServices, testServices } from "../services.ts";
import { TEST_SITE } from "../site.ts";
import {
  type FakeProvider,
  fakeProvider,
  fakeProviders,
} from "./fake_provider.ts";
import { type AppBrowser, providerApp } from "./provider_app.ts";

/** The app, its fake provider, and browsers for it. */
export interface FakeSite extends AsyncDisposable {
  readonly services: TestServices;
  readonly fake: FakeProvider;
  readonly browser: () => AppBrowser;
}

/**
 * Opens the app.
 *
 * @param others Further providers.
 */
export async function fakeSite(
  options: Partial<LoginProvider> = {},
  ...others: LoginProvider[]
): Promise<FakeSite> {
  const fake = fakeProvider(options);
  const features = [providers, fakeProviders(fake, ...others)];
  const site = defineSite({ ...TEST_SITE, features });
  const services = await testServices({ site });
  return {
    services,
    fake,
    browser: providerApp(services),
    [Symbol.asyncDispose]: () => services[Symbol.asyncDispose](),
  };
}
