import { requireMail } from "@latchkey/core/http";

/** Without email, these pages can't work. */
export default requireMail;
