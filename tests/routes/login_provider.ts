/**
 * Sites with providers that need no server.
 *
 * @module
 */
import { type LoginProvider, readSettings } from "@latchkey/core";
import { fakeProvider, fakeProviders } from "@latchkey/core/testing";
import { SITE } from "../tested_site.ts";
import { openSite, type Visitor } from "../site.ts";

/** The options of a site with these providers. */
export function withProviders(...providers: readonly LoginProvider[]) {
  const features = [...SITE.features, fakeProviders(...providers)];
  return { site: { ...SITE, features } };
}

/** The settings of a site whose buttons are above the forms. */
export function buttonsAbove() {
  const { features } = readSettings(SITE, { PROVIDER_BUTTONS: "above" });
  return { features: { ...features, fake_providers: {} } };
}

/** One for each brand with a logo, and one without. */
export const BRANDS = [
  { id: "google", label: "Google" },
  { id: "microsoft", label: "Microsoft" },
  { id: "apple", label: "Apple" },
  { id: "github", label: "GitHub" },
  { id: "acme", label: "Acme" },
].map((brand) => fakeProvider(brand));

/** A site with a provider. */
export type FakeSite = Awaited<ReturnType<typeof openFakeSite>>;

/** Opens a site with one provider, `fake`. */
export async function openFakeSite(
  options: Parameters<typeof openSite>[0] = {},
) {
  const provider = fakeProvider();
  const site = await openSite({ ...withProviders(provider), ...options });
  return Object.assign(site, { provider });
}

/** Starts a login with the provider, and returns the path to which it leads back. */
export async function begin(
  { provider }: Pick<FakeSite, "provider">,
  visitor: Visitor,
  fields: Record<string, string> = {},
  path = "/auth/provider/fake",
): Promise<string> {
  const begun = await visitor.post(path, fields);
  await begun.body?.cancel();
  if (begun.status !== 303) throw new Error(`it answers ${begun.status}`);
  const { pathname, search } = new URL(
    provider.callback(begun.headers.get("location")),
  );
  return pathname + search;
}

/** Goes to the provider and back. */
export async function comeBack(
  site: Pick<FakeSite, "provider">,
  visitor: Visitor,
  fields?: Record<string, string>,
  path?: string,
): Promise<Response> {
  return await visitor.get(await begin(site, visitor, fields, path));
}
