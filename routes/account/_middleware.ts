import { requireUser } from "@latchkey/core/http";

/** Everyone's own account, and nobody else's. */
export default requireUser;
