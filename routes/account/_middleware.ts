import { requireUser } from "../../lib/latchkey/features/session/guards.ts";

/** Everyone's own account, and nobody else's. */
export default requireUser;
