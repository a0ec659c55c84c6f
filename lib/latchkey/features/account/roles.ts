/**
 * The roles of a site.
 *
 * @module
 */
import type { Site } from "../../services.ts";
import { type Role, ROLES } from "./user.ts";

/** The roles that accounts of a site can have: the library's, and those of its features. */
export function rolesOf({ features }: Pick<Site, "features">): Role[] {
  return [...new Set([...ROLES, ...features.flatMap(({ roles }) => roles)])];
}
