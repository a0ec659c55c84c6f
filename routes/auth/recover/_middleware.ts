import { requireMail } from "../../../lib/latchkey/http/require_mail.ts";

/** Nothing can be asked for here where no mail can be sent. */
export default requireMail;
