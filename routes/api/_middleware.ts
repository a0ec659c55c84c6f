import { requireToken } from "../../lib/auth/guards.ts";

/** Every address below `/api/` needs somebody signed in, by token or by cookie. */
export default requireToken;
