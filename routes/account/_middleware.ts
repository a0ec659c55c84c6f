import { requireUser } from "@latchkey/core/http";

/** Pages in this folder require a login and show the person's own account. */
export default requireUser;
