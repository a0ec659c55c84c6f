/**
 * The roles of a site.
 *
 * @module
 */
import type { Site } from "../../services.ts";
import { type Role, ROLES } from "./user.ts";

/** All roles that accounts of a site can have: those of the library and of the site's features. */
export function rolesOf({ features }: Pick<Site, "features">): Role[] {
  return [...new Set([...ROLES, ...features.flatMap(({ roles }) => roles)])];
}
