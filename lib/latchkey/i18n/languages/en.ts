/** @module English, which defines the type of all languages. */

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
      addressTooLong:
        "The email address is too long. Use up to {maxAddress} characters.",
      noAddress: "Enter a valid email address, like name@example.com.",
      addressHidden:
        "The email address contains a hidden character. Clear the field and type the address.",
      addressUnclear:
        "The email address contains a character that mail servers can confuse with a plain letter. Type the plain letter instead.",
      addressUndeliverable:
        "We can't send email to this address, because our mail server doesn't accept the letters before the @. Use another address.",
      addressNotInvited:
        "This invitation is for another email address. Use the address it was sent to.",
      nameTooLong: "The name is too long. Use up to {maxName} characters.",
      nameUnprintable:
        "The name contains a character that can't be shown. Enter it again.",
      fieldRequired: "Fill in this field.",
      fieldTooLong: "This is too long. Shorten it.",
      fieldUnprintable:
        "This contains a character that can't be shown. Enter it again.",
      passwordRequired: "A valid password is required",
      ownPasswordRequired: "Enter your password.",
      currentPasswordRequired: "Enter your current password.",
      passwordWrong: "Incorrect password.",
      ownPasswordWrong: "Incorrect password.",
      currentPasswordWrong: "Incorrect password. Enter your current password.",
      addressSame: "This is already your email address.",
      codeWrong: "That code is wrong or has expired. Request a new one.",
      proofRequired: "Enter the code.",
      proofWrong:
        "That code is wrong or was used before. Enter the current one.",
      passwordTooShort: "Use at least {minPassword} characters.",
      passwordTooLong:
        "The password is too long. Use up to {maxPassword} characters.",
      passwordUnusable:
        "The password contains a character that can't be used. Choose another password.",
      passwordHasAddress:
        "The password contains your email address. Choose another password.",
      passwordHasSite:
        "The password contains the name of this site. Choose another password.",
      passwordCommon:
        "This password, or one like it, is too common. Choose another password.",
      codeRequired: "Enter the 6-digit code from the email.",
    },
    wait: {
      busy: "Too many people are logging in right now. Try again in a moment.",
      attempts: {
        one: "Too many attempts. Wait 1 minute, then try again.",
        other: "Too many attempts. Wait {count} minutes, then try again.",
      },
    },
    mails: {
      greeting: "Hello {name},",
      from: "from {client}",
      time: "{day}, {time} UTC",
      harmless: "If this wasn't you, you can ignore this email.",
      secureAccount: {
        explained:
          "If this was you, you don't need to do anything. If it wasn't, secure your account with this link: everyone is logged out, your password stops working if you have one, and you set a new one.",
        explainedForFactors:
          "If this was you, you don't need to do anything. If it wasn't, secure your account with this link: the change is undone, everyone is logged out, your password stops working if you have one, and you set a new one.",
        explainedForReset:
          "If you asked for this, you don't need to do anything. If you didn't, secure your account with this link: your second factors are restored, everyone is logged out, your password stops working if you have one, and you set a new one.",
        explainedForDeletion:
          "If this was you, you don't need to do anything. If it wasn't, secure your account with this link: your account is kept, everyone is logged out, your password stops working if you have one, and you set a new one.",
        action: "This wasn't me",
      },
      confirm: {
        subject: "Confirm your email address",
        body: "Confirm that {address} is your email address.",
        action: "Confirm email address",
        code: "Or enter this code on the page where you signed up:",
        note:
          "The link and the code expire in 24 hours and work once. If you didn't sign up, ignore this email, and don't share the code with anyone.",
      },
      hasAccount: {
        subject: "You already have an account",
        body:
          "Someone tried to sign up with {address}, which already has an account. Your account hasn't changed. If this was you, log in instead.",
        action: "Log in",
        forgotten: "Forgot your password? Set a new one",
      },
      addressReserved: {
        subject: "This email address can't be used yet",
        body:
          "Someone tried to use {address} for an account. Until recently the address belonged to another account, whose owner may still take it back.",
        free: "You can use it from {time}.",
      },
      recover: {
        subject: "Set a new password",
        body: "Someone asked for a link to set a new password for {address}.",
        action: "Set a new password",
        note:
          "The link expires in 1 hour and works once. If you didn't ask for it, ignore this email. Your password won't change.",
      },
      loginLink: {
        subject: "Your login link",
        body: "Use this link to log in as {address}.",
        action: "Log in",
        note:
          "The link expires in 15 minutes and works once. If you didn't ask for it, ignore this email. Don't share the link: anyone who has it can log in.",
      },
      emailCode: {
        subject: "Your verification code",
        login:
          "Someone is logging in as {address} on a device we don't know. If it's you, enter this code there:",
        step_up:
          "Someone who is logged in as {address} needs to confirm that it's you. If it is, enter this code there:",
        note:
          "The code works for 10 minutes, and only in the browser that asked for it. Don't share it with anyone, not even with us.",
        notYou: {
          login:
            "If it isn't you, someone else knows your password. They can't get in without this code. Stop them with this link, and set a new password:",
          step_up:
            "If it isn't you, someone else is in your account. Throw them out with this link:",
        },
      },
      changeAddress: {
        subject: "Confirm your new email address",
        body: "Someone asked to use {address} to log in to an account.",
        action: "Confirm new email address",
        note:
          "The link expires in 24 hours and works once. If you didn't ask for it, ignore this email.",
      },
      addressTaken: {
        subject: "This email address already has an account",
        body:
          "Someone tried to use {address} for another account, but the address already has one. That account hasn't changed.",
        action: "Log in to that account",
      },
      addressChanged: {
        subject: "Your email address was changed",
        body:
          "Your account's email address was changed on {time}. You can no longer log in with {address}. Use the new address.",
        undo:
          "If this was you, you don't need to do anything. If it wasn't, secure your account with this link: the address is changed back, everyone is logged out, and you set a new password. The link expires on {time}.",
      },
      addressRestored: {
        subject: "Your email address was changed back",
        body:
          "Your account no longer uses {address}. On {time}, someone who reads email at its earlier address said that they didn't make this change. The account uses that address again, and everyone was logged out.",
        next:
          "If you made the change yourself, someone else may be reading your email at the earlier address. Contact us. If you don't know this account, you can ignore this email.",
      },
      passwordChanged: {
        subject: "Your account has a new password",
        body:
          "A new password was set for {address}, and all other devices were logged out.",
      },
      passwordRemoved: {
        subject: "Your password was removed",
        body:
          "The password for {address} was removed, and all other devices were logged out. From now on, log in with your passkey.",
      },
      newDevice: {
        subject: "New login to your account",
        body: "Someone logged in as {address} on a new device.",
      },
      factorAttempts: {
        subject: "Someone tried to get into your account",
        body:
          "Someone tried to log in as {address}. They got past the first step, but several times failed at the second, so they aren't in your account.",
      },
      recoveryCodeUsed: {
        subject: "A recovery code was used",
        body:
          "Someone confirmed that they own {address} with one of your recovery codes. Each code works once.",
      },
      factorAdded: {
        subject: "A second factor was added",
        body: "Your account {address} has a new way to prove that it's you.",
      },
      recoveryCodesReplaced: {
        subject: "Your recovery codes were replaced",
        body:
          "New recovery codes were made for your account {address}. The previous ones no longer work.",
      },
      factorRemoved: {
        subject: "A second factor was removed",
        body:
          "A way to prove that it's you was removed from your account {address}.",
      },
      loginLinked: {
        subject: "A way to log in was linked to your account",
        body:
          "{login} is now linked to your account {address}. You can log in with it.",
      },
      loginUnlinked: {
        subject: "A way to log in was unlinked from your account",
        body:
          "{login} is no longer linked to your account {address}. You can't log in with it any more.",
      },
      loginsUnlinked:
        "The logins that were linked to the account were unlinked too.",
      factorsReset: {
        subject: "Your second factors were removed",
        body:
          "An administrator removed every second factor from your account {address} and ended all its sessions. Log in again, then set up a new second factor.",
      },
      accountRecovery: {
        notYou:
          "If this wasn't you, stop it now. Nothing changes in your account then, and your codes and passkeys keep working.",
        wasYou: "If it was you, you don't need to do anything.",
        stop: "Stop this recovery",
        started: {
          subject: "Someone is recovering your account",
          body:
            "Someone asked to get back into the account {address} without its codes and passkeys. They know the password or can read your email.",
          former:
            "Someone asked to get back into an account without its codes and passkeys. Until recently the account used the address {address}.",
          wait:
            "The wait gives you time to stop it. Around {time}, we'll email a link to the account's address. It removes every second factor from the account.",
        },
        ending: {
          subject: "Your account recovery is almost over",
          body:
            "Someone is still trying to get back into the account {address} without its codes and passkeys.",
          former:
            "Someone is still trying to get back into an account without its codes and passkeys. Until recently the account used the address {address}.",
          wait:
            "Around {time}, we'll email a link to the account's address. It removes every second factor from the account.",
        },
        ready: {
          subject: "You can get back into your account",
          body:
            "The wait is over. Use this link to remove every second factor from the account {address} and log in.",
          action: "Recover your account",
          note:
            "The link expires in 7 days and works once. Don't share it: anyone who has it can get into the account.",
        },
        cancelled: {
          subject: "Your account recovery was stopped",
          body:
            "The recovery of the account {address} was stopped. Nothing was removed, and your codes and passkeys still work.",
          next:
            "If someone else started it, they know your password or can read your email. Change your password.",
        },
        completed: {
          subject: "Your account was recovered",
          body:
            "Every second factor was removed from the account {address}, and everyone was logged out.",
          former:
            "Every second factor was removed from an account, and everyone was logged out. Until recently the account used the address {address}.",
          contact: "If this wasn't you, contact us right away.",
        },
      },
      deletionRequested: {
        subject: "Your account will be deleted",
        body:
          "Your account {address} will be deleted on {time}, with everything we store about you. To keep it, log in before then.",
        action: "Log in to keep your account",
      },
      accountRestored: {
        subject: "Your account won't be deleted",
        body:
          "Your account was due to be deleted. Someone logged in as {address}, so we kept it.",
      },
    },
    errors: {
      statuses: {
        400: {
          title: "Something was missing from the request",
          next: "Go back and try again.",
        },
        403: {
          title: "This request came from another site",
          next: "Open the page on this site and try again from there.",
        },
        404: {
          title: "Page not found",
          next: "Check the address, or go to the home page.",
        },
        405: {
          title: "Method not allowed",
          next: "This page doesn't accept this kind of request.",
        },
        408: {
          title: "The request took too long",
          next: "It didn't arrive in time. Try again.",
        },
        413: { title: "Too much data", next: "Send less than 64 KB." },
        415: {
          title: "Unsupported format",
          next: "Send the request as a form.",
        },
        429: {
          title: "Too many attempts",
          next: "Wait a minute, then try again.",
        },
        500: {
          title: "Something went wrong",
          next:
            "The error is ours, and it has been logged. Try again in a moment.",
        },
        503: {
          title: "Temporarily unavailable",
          next:
            "The site is overloaded or can't reach its database. You did nothing wrong. Try again in a minute.",
        },
      },
      forbidden: {
        other_account: {
          title: "Nothing was changed",
          next:
            "You opened this form with another account. Reload the page and try again.",
        },
        logged_in_since: {
          title: "Nothing was changed",
          next:
            "You opened this form before you logged in. Reload the page and try again.",
        },
        role: {
          title: "Access denied",
          next:
            "Your account doesn't have permission to do this. Log in with another account, or ask the site's administrator.",
        },
        unverified: {
          title: "Your email address isn't confirmed",
          next: "Open the link in the email we sent you, then try again.",
        },
        second_factor_missing: {
          title: "Your account needs a second factor",
          next:
            "This site requires a second factor for your account. Log in with a browser, set one up on your account page, then try again.",
        },
        password_not_recent: {
          title: "Enter your password again",
          next: "Log in again, then try again within 10 minutes.",
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
      unknown: "Other activity",
      kinds: {
        signed_up: "Account created",
        address_verified: "Email address confirmed",
        logged_in: "Logged in",
        logged_in_new_device: "Logged in on a new device",
        login_failed: "Failed login: incorrect password",
        second_factor_failed: "Failed login: wrong second factor",
        password_changed: "Password changed",
        password_recovered: "Password reset with an emailed link",
        factors_reset: "Second factors removed by an administrator",
        password_added: "Password set",
        password_removed: "Password removed",
        password_set: "Password set by an administrator",
        name_changed: "Name changed",
        profile_changed: "Account details changed",
        address_change_asked: "Email address change requested",
        address_changed: "Email address changed",
        address_restored: "“This wasn't me”: email address changed back",
        secure_account: "“This wasn't me”: all sessions ended",
        recovery_code_used: "Recovery code used",
        recovery_codes_replaced: "Recovery codes replaced",
        factor_added: "Second factor added",
        factor_removed: "Second factor removed",
        login_linked: "Login linked",
        login_unlinked: "Login unlinked",
        browser_trusted: "Browser trusted",
        browser_untrusted: "Trust in a browser ended",
        recovery_started: "Recovery without a second factor started",
        recovery_cancelled: "Recovery stopped",
        recovery_completed: "Recovery finished: second factors removed",
        session_ended: "Session ended",
        other_sessions_ended: "All other sessions ended",
        sessions_ended: "All sessions ended by an administrator",
        exported: "Data exported",
        deletion_asked: "Account deletion requested",
        deletion_cancelled: "Account deletion cancelled by a login",
        locked: "Account locked by an administrator",
        disabled: "Account disabled by an administrator",
        enabled: "Account enabled by an administrator",
        role_granted: "Role granted by an administrator",
        role_revoked: "Role removed by an administrator",
        imported: "Account imported from another site",
      },
    },
  },
} as const;

export default english;
