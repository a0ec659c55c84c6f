/** @module English: the model for the other languages. */

/** English. */
const english = {
  code: "en",
  locale: "en-GB",
  direction: "ltr",
  name: "English",
  messages: {
    form: {
      attention: {
        one: "{count} field needs your attention",
        other: "{count} fields need your attention",
      },
      capsLock: "Caps Lock is on",
      show: "Show",
    },
    problems: {
      emailRequired: "Email is required",
      addressTooLong: "An email has at most {maxAddress} characters",
      noAddress: "Enter a valid email address, like name@example.com.",
      addressHidden:
        "The email address contains a hidden character. Clear the field and type the address.",
      addressUnclear:
        "The email address contains a character that mail servers can confuse with a plain letter. Type the plain letter instead.",
      addressUndeliverable:
        "We can't send email to this address, because our mail server doesn't accept the letters before the @. Use another address.",
      addressNotInvited: "This invitation is for another address",
      nameTooLong: "A name has at most {maxName} characters",
      nameUnprintable:
        "The name has a character that cannot be shown. Type it again.",
      fieldRequired: "Fill in this field.",
      fieldTooLong: "This is too long. Shorten it.",
      fieldUnprintable:
        "This contains a character that can't be shown. Enter it again.",
      passwordRequired: "A valid password is required",
      ownPasswordRequired: "Your password is required",
      presentPasswordRequired: "Your present password is required",
      passwordWrong: "That is not the password",
      ownPasswordWrong: "That is not your password",
      presentPasswordWrong: "That is not your present password",
      addressSame: "That is your address already",
      codeWrong: "That code is not right, or too old.",
      passwordTooShort:
        "The password must have at least {minPassword} characters.",
      passwordTooLong:
        "That password is too long. Use up to {maxPassword} characters.",
      passwordUnusable:
        "The password has a character that cannot be used. Choose another one.",
      passwordHasAddress: "The password must not contain your address.",
      passwordHasSite: "The password must not contain the name of this site.",
      passwordCommon:
        "Too many people use this password or one like it. Choose another one.",
      codeRequired: "Type the six digits of the mail",
    },
    wait: {
      busy: "Too many people are logging in right now. Try again in a moment.",
      tries: {
        one: "Too many tries. Wait a minute, then try again.",
        other: "Too many tries. Wait {count} minutes, then try again.",
      },
    },
    mails: {
      greeting: "Hello {name},",
      from: "from {client}",
      time: "{day}, {time} UTC",
      harmless: "If it was not you, there is nothing to do.",
      secureAccount: {
        explained:
          "If it was you, there is nothing to do. If not, open this and press the button there: it logs everybody out, makes the present password useless and lets you set a new one.",
        explainedForDeletion:
          "If it was you, there is nothing to do. If not, open this and press the button there: it keeps the account, logs everybody out, makes the present password useless and lets you set a new one.",
        action: "This wasn’t me",
      },
      confirm: {
        subject: "Confirm your address",
        told: "Please confirm that {address} is your address.",
        action: "Confirm the address",
        code: "Or type this code where you signed up:",
        note:
          "Either works once, within 24 hours. If you did not sign up, do nothing, and give the code to nobody.",
      },
      hasAccount: {
        subject: "You have an account already",
        told:
          "Somebody, hopefully you, signed up as {address}. That address has an account already, and nothing about it has changed.",
        action: "Log in",
        forgotten: "Set a new password, if you forgot it",
      },
      addressKept: {
        subject: "This address cannot be used yet",
        told:
          "Somebody, hopefully you, wants to use {address} for an account. Another account had this address until lately, and may have it back.",
        free: "It is free from {time} on.",
      },
      recover: {
        subject: "Set a new password",
        told: "Somebody, hopefully you, forgot the password of {address}.",
        action: "Set a new password",
        note:
          "The link works once, within an hour. If you did not ask for it, do nothing: your password stays as it is.",
      },
      loginLink: {
        subject: "Your link to log in",
        told: "Here is the link to log in as {address}.",
        action: "Log in",
        note:
          "It works once, within 15 minutes. If you did not ask for it, do nothing, and give it to nobody: whoever has it gets in.",
      },
      changeAddress: {
        subject: "Confirm your new address",
        told:
          "Somebody, hopefully you, wants to log in with {address} from now on.",
        action: "Confirm the new address",
        note:
          "The link works once, within 24 hours. If you did not ask for it, do nothing.",
      },
      addressTaken: {
        subject: "This address has an account already",
        told:
          "Somebody, hopefully you, wants to use {address} for another account. It has one already, and nothing about it has changed.",
        action: "Log in to that account",
      },
      addressChanged: {
        subject: "Your address was changed",
        told:
          "Your account no longer has the address {address}, since {time}. You log in with the new one.",
        undo:
          "If it was you, there is nothing to do. If not, this puts the address back, logs everybody out and lets you set a new password. It can be done until {time}.",
      },
      addressPutBack: {
        subject: "Your email address was changed back",
        told:
          "Your account no longer uses {address}. On {time}, someone who reads email at its earlier address said that they had not made this change. The account has that address again, and everyone was logged out.",
        next:
          "If you made the change yourself, someone else may be reading your earlier mailbox. Contact us. If you don't know this account, you can ignore this email.",
      },
      passwordChanged: {
        subject: "Your password was changed",
        told:
          "The password of {address} was changed, and all other browsers were logged out.",
      },
      newDevice: {
        subject: "A new login to your account",
        told:
          "Somebody logged in as {address} from a browser that was not here before.",
      },
      deletionAsked: {
        subject: "Your account will be deleted",
        told:
          "The account of {address} will be deleted on {time}, with all that is kept about you. Log in before then to keep it.",
        action: "Log in and keep it",
      },
      accountRestored: {
        subject: "Your account stays",
        told:
          "Your account was to be deleted. Somebody logged in as {address}, so it stays.",
      },
    },
    errors: {
      statuses: {
        400: {
          title: "That did not arrive whole",
          next: "Go back and try it once more.",
        },
        403: {
          title: "That came from another site",
          next: "Open the page on this site and send it from there.",
        },
        404: {
          title: "Nothing here",
          next:
            "There is no page at this address. Check it, or start from the home page.",
        },
        405: {
          title: "Not this way",
          next: "This address does not take that kind of request.",
        },
        408: {
          title: "That took too long",
          next: "It did not arrive in time. Send it once more.",
        },
        413: { title: "Too much", next: "Send less than 64 KB." },
        415: { title: "Not a form", next: "Send this as a form." },
        429: {
          title: "Too many tries",
          next: "Wait a minute, then try again.",
        },
        500: {
          title: "Something went wrong",
          next: "It is our mistake and has been noted. Try again in a moment.",
        },
        503: {
          title: "Not just now",
          next:
            "The site cannot reach its data at the moment, or has too much to do. Nothing you typed was wrong: try again in a minute.",
        },
      },
      refusals: {
        other_account: {
          title: "Nothing was changed",
          next:
            "This form belongs to another account than the one that is logged in. Reload the page and try again.",
        },
        logged_in_since: {
          title: "Nothing was changed",
          next:
            "This form was opened before you logged in. Reload the page and try again.",
        },
        role: {
          title: "Not for this account",
          next:
            "Log in with an account that may do this, or ask whoever runs this site.",
        },
        unverified: {
          title: "Your address is not confirmed",
          next: "Follow the link in the mail that we sent you, then try again.",
        },
        password_not_recent: {
          title: "Your password is needed again",
          next: "Log in anew, then try once more within ten minutes.",
        },
      },
    },
    times: {
      minute: "{minute} UTC",
      justNow: "just now",
    },
    device: { unknown: "Unknown device", on: "{browser} on {system}" },
    roles: { admin: "admin" },
    activity: {
      unknown: "Something else happened",
      kinds: {
        signed_up: "The account was made",
        address_verified: "The address was confirmed",
        logged_in: "Logged in",
        logged_in_new_device: "Logged in on a device that was not known",
        login_failed: "A login failed: the password was wrong",
        password_changed: "The password was changed",
        password_recovered: "The password was set anew by a mailed link",
        password_set: "The password was set by an operator of this site",
        name_changed: "The name was changed",
        profile_changed: "The account details were changed",
        address_change_asked: "Another address was asked for",
        address_changed: "The address was changed",
        address_restored: "“This wasn't me”: the former address was put back",
        secure_account: "“This wasn't me”: all sessions were ended",
        session_ended: "A session was ended",
        other_sessions_ended: "All other sessions were ended",
        sessions_ended: "All sessions were ended by an operator of this site",
        exported: "Everything held about you was exported",
        deletion_asked: "Deleting the account was asked for",
        deletion_cancelled: "The account was kept: somebody logged in",
        locked: "The account was locked by an operator of this site",
        disabled: "The account was disabled by an operator of this site",
        enabled: "The account was enabled by an operator of this site",
        role_granted: "A role was granted by an operator of this site",
        role_revoked: "A role was taken away by an operator of this site",
        imported: "The account was brought here from another site",
      },
    },
  },
} as const;

export default english;
