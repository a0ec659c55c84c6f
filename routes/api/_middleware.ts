import { requireToken } from "@latchkey/core/http";

/** Routes in this folder require a token or a session cookie. */
export default requireToken;
