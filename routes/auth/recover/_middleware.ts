import { requireMail } from "@latchkey/core/http";

/** Nothing can be asked for here where no mail can be sent. */
export default requireMail;
