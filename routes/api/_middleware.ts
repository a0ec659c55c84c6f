import { requireToken } from "@latchkey/core/http";

/** Every address below `/api/` needs somebody logged in, by token or by cookie. */
export default requireToken;
