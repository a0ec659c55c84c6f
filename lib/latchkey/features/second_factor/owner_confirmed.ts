/**
 * Tells features that the owner of an account is in control of it.
 *
 * @module
 */
import type { OwnerConfirmation, Services } from "../../services.ts";

/** Calls `ownerConfirmed` of all features, one after the other. */
export async function ownerConfirmed(
  { site, use }: Pick<Services, "site" | "use">,
  confirmation: OwnerConfirmation,
): Promise<void> {
  for (const feature of site.features) {
    await feature.ownerConfirmed?.(use(feature), confirmation);
  }
}

/** Whether a factor that was shown is one that an emailed code could not replace. */
export function isStrongFactor(
  { site }: Pick<Services, "site">,
  name: string | undefined,
): boolean {
  return site.features.some(({ name: other, factor }) =>
    other === name && factor !== undefined && factor.asked !== "new_device"
  );
}
