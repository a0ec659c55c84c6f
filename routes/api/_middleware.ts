import { requireToken } from "../../lib/latchkey/features/session/guards.ts";

/** Every address below `/api/` needs somebody signed in, by token or by cookie. */
export default requireToken;
