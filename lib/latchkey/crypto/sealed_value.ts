/**
 * Values that browsers keep for a while and must neither read nor change: in cookies and URLs.
 *
 * @module
 */
import type { SecretOwner, Secrets } from "./secrets.ts";

/**
 * Seals a value as text for a cookie or a URL, where it lives for minutes. Values in the database
 * are sealed by `Secrets` itself, so that their keys can be replaced.
 *
 * @param value Any JSON.
 */
export async function sealValue(
  secrets: Pick<Secrets, "seal">,
  owner: SecretOwner,
  value: unknown,
): Promise<string> {
  return await secrets.seal(
    owner,
    new TextEncoder().encode(JSON.stringify(value)),
  );
}

/** The value in a sealed text; null if it was changed, or sealed for another owner or use. */
export async function openValue(
  secrets: Pick<Secrets, "unseal">,
  owner: SecretOwner,
  sealed: string,
): Promise<unknown> {
  const bytes = await secrets.unseal(owner, sealed);
  return bytes === null ? null : JSON.parse(new TextDecoder().decode(bytes));
}
