import { requireUser } from "../../lib/auth/guards.ts";

/** Everyone's own account, and nobody else's. */
export default requireUser;
